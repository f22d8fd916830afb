// One part of the agenda: read, changed, moved, swapped, removed.

import { fill, make, quotation } from "/page/making.js";
import { ask as suggestions } from "/page/trainmore.js";
import { atTime, canMove, changed, lines, moved, removed, said, saidMore, starts, unsaid } from "/page/trainplan.js";

const editing = new Set(); // ids of the parts that are being changed
let panel = null; // { id, mode: "swap" | "add" }

export function closeAll() {
  editing.clear();
  panel = null;
}

export function blockView(desk, block, own, act) {
  const { plan } = desk;
  const title = { title: block.title };
  const isOpen = editing.has(block.id);
  const edit = button(isOpen ? own.done : own.edit, `edit:${block.id}`, () => {
    if (!editing.delete(block.id)) editing.add(block.id);
    act.draw();
  }, { "aria-expanded": String(isOpen) });
  return make(
    "li",
    { class: `block ${block.kind}`, "data-block": block.id },
    make(
      "header",
      {},
      make("p", { class: "clock", "data-clock": block.id }, clock(desk, block)),
      make("div", { class: "name" }, make("p", { class: "kind" }, own.kinds[block.kind]), make("h3", {}, block.title)),
      make(
        "label",
        { class: "minutes" },
        make("span", { class: "unseen" }, fill(own.minutes_field, title)),
        make("input", {
          type: "number",
          min: "1",
          max: "480",
          value: block.minutes,
          "data-focus": `minutes:${block.id}`,
          onchange: (event) => setMinutes(event.target, block.id, act),
        }),
        make("span", { "aria-hidden": "true" }, own.minutes_short),
      ),
    ),
    isOpen ? editView(block, own, act) : readView(block, own),
    make(
      "p",
      { class: "block-tools" },
      edit,
      button(own.swap, `swap:${block.id}`, () => toggle(block.id, "swap", act)),
      button(own.add, `add:${block.id}`, () => toggle(block.id, "add", act)),
      mover(plan, block, -1, own.up_short, fill(own.up, title), act, own),
      mover(plan, block, 1, own.down_short, fill(own.down, title), act, own),
      button(own.remove, `remove:${block.id}`, () => remove(plan, block, own, act), { class: "button small quiet" }),
    ),
    panel?.id === block.id ? suggestions(desk, block, panel.mode, own, { ...act, close: () => toggle(block.id, panel?.mode, act) }) : null,
  );
}

export function clock(desk, block) {
  const from = starts(desk.plan)[desk.plan.blocks.findIndex((one) => one.id === block.id)];
  return `${atTime(desk.begins, from)}–${atTime(desk.begins, from + block.minutes)}`;
}

function button(text, focus, onclick, values = {}) {
  return make("button", { type: "button", class: "button small", "data-focus": focus, onclick, ...values }, text);
}

function mover(plan, block, by, text, label, act, own) {
  return button(text, `${by < 0 ? "up" : "down"}:${block.id}`, () => {
    act.change((now) => moved(now, block.id, by));
    act.say(fill(own.moved, { title: block.title, from: clock(act.desk, act.desk.plan.blocks.find((one) => one.id === block.id)).split("–")[0] }));
  }, { "aria-label": label, disabled: !canMove(plan, block.id, by) });
}

function remove(plan, block, own, act) {
  if (plan.blocks.length < 2) return;
  act.change((now) => removed(now, block.id));
  act.say(fill(block.kind === "break" ? own.break_removed : own.removed, { title: block.title }), true);
}

function toggle(id, mode, act) {
  const isSame = panel?.id === id && panel.mode === mode;
  panel = isSame ? null : { id, mode };
  act.draw();
}

function setMinutes(field, id, act) {
  const minutes = Math.round(Number(field.value));
  if (!(minutes >= 1 && minutes <= 480)) {
    field.value = act.desk.plan.blocks.find((one) => one.id === id).minutes;
    return;
  }
  act.change((now) => changed(now, id, { minutes }), true);
}

// What is read.

function readView(block, own) {
  const { activity } = block;
  return make(
    "div",
    { class: "block-body" },
    block.messages.length ? [make("h4", {}, own.messages), block.messages.map((one) => messageView(one, own))] : null,
    block.steps.length ? [make("h4", {}, own.steps), list("ol", block.steps)] : null,
    block.discussion.map((one) => [
      make("h4", {}, own.discussion),
      make("p", { class: "ask" }, one.question),
      one.answers.length ? make("details", {}, make("summary", {}, own.answers), one.answers.map((answer) => messageView(answer, own))) : null,
    ]),
    activity ? activityView(activity, own) : null,
    block.materials.length ? make("p", { class: "hint" }, `${own.materials}: ${block.materials.join("; ")}`) : null,
  );
}

function activityView(activity, own) {
  return [
    make("h4", {}, `${own.activity}: ${activity.name} (${own.forms[activity.form]})`),
    make("p", {}, activity.aim),
    activity.cards.length
      ? make(
          "details",
          {},
          make("summary", {}, `${own.cards} (${activity.cards.length})`),
          activity.cards.map((card) =>
            make("div", { class: "card" }, make("p", {}, make("strong", {}, card.title)), make("p", {}, card.text), card.answers.map((one) => messageView(one, own))),
          ),
        )
      : null,
    activity.debrief.length ? [make("h4", {}, own.debrief), list("ul", activity.debrief)] : null,
  ];
}

export function list(tag, texts) {
  return make(tag, { class: "plain-list" }, texts.map((text) => make("li", {}, text)));
}

// A quotation with its place; or words that nobody's document says, marked as such.
export function messageView(message, own) {
  if (message.citations.length) return quotation(message.citations[0], own);
  return make(
    "figure",
    { class: `quotation ${message.stale ? "stale" : "own"}` },
    make("blockquote", {}, message.text),
    make("figcaption", {}, mark(message, own)),
  );
}

function mark(message, own) {
  const name = message.stale ? "stale" : "own";
  return [make("strong", { class: "mark" }, own[name]), " ", own[`${name}_hint`]];
}

// What is changed. Text is taken when its field is left, without drawing the page anew: a click that leaves it arrives.

function editView(block, own, act) {
  const field = (values) => act.change((now) => changed(now, block.id, values), true);
  const more = button(own.add_own, `more:${block.id}`, () => act.change((now) => saidMore(now, block.id, "")));
  return make(
    "div",
    { class: "block-body editing" },
    make("label", { class: "labelled" }, own.title_field, make("input", { type: "text", maxlength: "300", value: block.title, "data-focus": `title:${block.id}`, onchange: (event) => field({ title: event.target.value.trim() || block.title }) })),
    make("fieldset", {}, make("legend", {}, own.messages), make("p", { class: "hint" }, own.quoted_hint), block.messages.map((one, at) => messageEditor(block, one, at, own, act)), more),
    textLines(own.steps, own.steps_hint, block.steps, (steps) => field({ steps }), `steps:${block.id}`),
    block.discussion.map((one, at) =>
      make("label", { class: "labelled" }, own.discussion, make("textarea", { rows: "2", maxlength: "2000", autocomplete: "off", value: one.question, onchange: (event) => field({ discussion: questioned(act, block.id, at, event.target.value) }) })),
    ),
    textLines(own.materials, own.materials_hint, block.materials, (materials) => field({ materials }), `materials:${block.id}`),
  );
}

function questioned(act, id, at, question) {
  const { discussion } = act.desk.plan.blocks.find((one) => one.id === id);
  return discussion.map((one, place) => (place === at ? { ...one, question } : one));
}

export function textLines(label, hint, texts, onlines, focus) {
  return make(
    "label",
    { class: "labelled" },
    label,
    make("textarea", { rows: "3", autocomplete: "off", maxlength: "8000", value: texts.join("\n"), "data-focus": focus, onchange: (event) => onlines(lines(event.target.value)) }),
    make("span", { class: "hint" }, hint),
  );
}

function messageEditor(block, message, at, own, act) {
  const caption = make("div", { class: "caption" });
  const box = make("div", { class: "message-editor" });
  const show = (one) => {
    box.classList.toggle("own", one.own);
    box.classList.toggle("stale", one.stale);
    caption.replaceChildren(...(one.citations.length ? [quotation(one.citations[0], own).querySelector("figcaption")] : [make("p", { class: "hint" }, mark(one, own))]));
  };
  const field = make("textarea", {
    rows: "3",
    maxlength: "4000",
    autocomplete: "off",
    "aria-label": own.messages,
    "data-focus": `message:${block.id}:${at}`,
    value: message.text,
    onchange: (event) => {
      act.change((now) => said(now, block.id, at, event.target.value.trim()), true);
      show(act.desk.plan.blocks.find((one) => one.id === block.id).messages[at]);
    },
  });
  show(message);
  box.append(field, caption, button(own.remove, `unsay:${block.id}:${at}`, () => act.change((now) => unsaid(now, block.id, at)), { class: "button small quiet", "aria-label": own.remove_one }));
  return box;
}
