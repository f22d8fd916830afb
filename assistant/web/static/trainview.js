// The whole plan on the page: tools, agenda, and what belongs to it. Drawn anew after each change of its parts.

import { fill, make, quotation } from "/page/making.js";
import { blockView, clock, list, messageView, textLines } from "/page/trainblock.js";
import { atTime, fitted, sum, withoutBreak, withoutItem } from "/page/trainplan.js";

export function planView(desk, own, act) {
  const { plan } = desk;
  return [
    make("h1", { class: "unseen", tabindex: "-1" }, plan.title),
    toolbar(desk, own, act),
    make("div", { id: "plan-said", class: "plan-said", "aria-live": "polite" }),
    make("p", { class: "kind" }, fill(own.for_whom, { audience: plan.audience_name, people: plan.group_size, minutes: sum(plan) })),
    make("label", { class: "unseen", for: "plan-title" }, own.title_field),
    make("textarea", { id: "plan-title", rows: "1", maxlength: "300", autocomplete: "off", "data-focus": "plan-title", value: plan.title, onchange: (event) => act.change((now) => ({ ...now, title: event.target.value.trim() || now.title }), true) }),
    plan.notices.length ? make("aside", { class: "notices" }, make("h2", {}, own.notices), list("ul", plan.notices)) : null,
    section(own.objectives, true, textLines("", own.objectives_hint, plan.objectives, (objectives) => act.change((now) => ({ ...now, objectives }), true), "objectives")),
    make("h2", { class: "agenda-heading" }, own.agenda),
    make("p", { class: "begins" }, make("label", {}, own.begins, " ", make("input", { type: "time", value: desk.begins, "data-focus": "begins", onchange: (event) => event.target.value && act.begin(event.target.value) }))),
    make("div", { id: "plan-sum", "aria-live": "polite" }),
    days(plan).map(([day, blocks], _, all) => [
      all.length > 1 ? make("h3", { class: "day" }, fill(own.day, { day })) : null,
      make("ol", { class: "blocks" }, blocks.map((block) => blockView(desk, block, own, act))),
    ]),
    section(own.tests, false, testsView(plan, own, act)),
    section(own.handout, false, plan.handout.map((one) => messageView(one, own))),
    section(own.safeguarding, false, safeguardingView(plan.safeguarding, own)),
    section(own.evaluation, false, list("ul", plan.evaluation.map((one) => `${one.text} (${own[one.form]})`))),
    section(own.reading, false, list("ul", plan.reading.map((one) => [one.publisher, one.title].filter(Boolean).join(", ") + (one.year ? ` (${one.year})` : "")))),
    make("p", { class: "keeping" }, make("span", { id: "kept", class: "hint" }), make("button", { type: "button", class: "button small quiet", onclick: act.forget }, own.forget)),
  ];
}

// What changes with every edit: clock, sum, warnings, tools.
export function refresh(desk, own, act) {
  for (const block of desk.plan.blocks) {
    const place = document.querySelector(`[data-clock="${CSS.escape(block.id)}"]`);
    if (place) place.textContent = clock(desk, block);
    const name = document.querySelector(`[data-block="${CSS.escape(block.id)}"] h3`);
    if (name) name.textContent = block.title;
  }
  document.getElementById("plan-sum").replaceChildren(...sumView(desk, own, act));
  document.querySelector("[data-focus=undo]").disabled = !desk.past.length;
  document.querySelector("[data-focus=redo]").disabled = !desk.future.length;
  document.getElementById("kept").textContent = desk.kept ? own.kept : own.kept_not;
}

function days(plan) {
  const found = new Map();
  for (const block of plan.blocks) found.set(block.day, [...(found.get(block.day) || []), block]);
  return [...found];
}

function sumView(desk, own, act) {
  const all = sum(desk.plan);
  const by = Math.abs(all - desk.asked);
  const values = { sum: all, asked: desk.asked, by };
  const name = all === desk.asked ? "sum" : all > desk.asked ? "sum_over" : "sum_under";
  const gaps = withoutBreak(desk.plan).map((one) =>
    make("p", { class: "warning" }, fill(own.no_break, { ...one, from: atTime(desk.begins, one.from), to: atTime(desk.begins, one.to) })),
  );
  return [
    make("p", { class: by ? "sum warning" : "sum" }, fill(own[name], values)),
    by
      ? make(
          "p",
          { class: "actions" },
          make("button", { type: "button", class: "button small", onclick: () => act.change((now) => fitted(now, desk.asked)) }, own.fit),
          make("button", { type: "button", class: "button small quiet", onclick: () => act.ask(all) }, fill(own.keep_sum, { sum: all })),
        )
      : null,
    ...gaps,
  ].filter(Boolean);
}

function toolbar(desk, own, act) {
  const button = (text, focus, onclick, values = {}) => make("button", { type: "button", class: "button small", "data-focus": focus, onclick, ...values }, text);
  const formats = JSON.parse(document.getElementById("formats").textContent);
  const choice = (test) => formats.filter((one) => one.test === test).map((one) => make("option", { value: one.form }, own.exports[one.form]));
  const format = make("select", { "aria-label": own.take, "data-focus": "format" }, choice(false), make("optgroup", { label: own.take_test }, choice(true)));
  return make(
    "div",
    { class: "toolbar", role: "group", "aria-label": own.tools },
    button(own.undo, "undo", act.undo),
    button(own.redo, "redo", act.redo),
    make("span", { class: "joined" }, format, button(own.take_button, "take", () => act.take(format.value), { class: "button small strong" })),
    button(own.save, "save", act.save),
    button(own.print, "print", () => window.print()),
    button(own.new, "new", act.leave),
  );
}

function section(title, isOpen, ...content) {
  return make("details", { class: "part", open: isOpen, "data-part": title }, make("summary", {}, title), ...content);
}

function testsView(plan, own, act) {
  if (!plan.pre_test.length) return make("p", { class: "hint" }, own.no_tests);
  return [
    make("p", { class: "hint" }, own.tests_hint),
    make(
      "ol",
      { class: "tests" },
      plan.pre_test.map((item) =>
        make(
          "li",
          { class: item.stale ? "stale" : "" },
          make("p", {}, item.question),
          list("ul", item.options),
          make("p", { class: "hint" }, fill(own.key, { key: Array.isArray(item.key) ? item.key.map((pair) => `${pair.left} → ${pair.right}`).join("; ") : item.key })),
          item.stale || item.own ? make("p", { class: "hint" }, make("strong", { class: "mark" }, item.stale ? own.stale : own.own)) : null,
          item.citations.map((citation) => quotation(citation, own)),
          make("button", { type: "button", class: "button small quiet", "aria-label": `${own.remove}: ${item.question}`, onclick: () => act.change((now) => withoutItem(now, item.id)) }, own.remove),
        ),
      ),
    ),
  ];
}

function safeguardingView(safe, own) {
  return [
    make("h3", {}, own.agreement),
    list("ul", safe.agreement),
    make("h3", {}, own.distress),
    list("ul", safe.distress),
    make("h3", {}, own.contacts),
    list("ul", safe.contacts.map((one) => [one.name, one.phone, one.hours].filter(Boolean).join(" · "))),
  ];
}
