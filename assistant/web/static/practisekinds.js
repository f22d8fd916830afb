// One question of a quiz, by its kind. Each view tells `finished(right, citations to read again)` once.

import { fill, make, quotation } from "/page/making.js";

export function itemView(item, own, finished) {
  return make(
    "article",
    { class: "item" },
    make("p", { class: "kind" }, `${own.kinds[item.kind]} · ${own.levels[item.level]}`),
    make("h2", { class: "asked", tabindex: "-1" }, item.question),
    VIEWS[item.kind](item, own, finished),
  );
}

const VIEWS = {
  multiple_choice: choiceView,
  true_false: choiceView,
  short_answer: shortView,
  matching: matchingView,
  flashcard: cardView,
};

function choiceView(item, own, finished) {
  const box = make("div", { class: "answer-box" });
  const buttons = item.options.map((option, at) =>
    make(
      "button",
      { type: "button", class: "option", "data-key": String(at + 1), onclick: () => choose(option) },
      make("kbd", { "aria-hidden": "true" }, String(at + 1)),
      make("span", {}, option),
    ),
  );
  function choose(option) {
    item.options.forEach((one, at) => {
      buttons[at].disabled = true;
      if (one === item.key) mark(buttons[at], "right", own.right_option);
      else if (one === option) mark(buttons[at], "wrong", own.your_option);
    });
    const right = option === item.key;
    box.append(verdict(right, right ? own.right : own.wrong), ...shown(item, own));
    finished(right, right ? [] : item.citations);
  }
  box.append(make("div", { class: "options" }, buttons));
  return box;
}

function mark(button, name, text) {
  button.classList.add(name);
  button.append(make("span", { class: "tag" }, text));
}

function verdict(right, text) {
  return make("p", { class: `verdict ${right ? "right" : "wrong"}`, role: "status" }, text);
}

function shown(item, own) {
  return item.citations.map((citation) => quotation(citation, own));
}

// Case, space, marks and accents aside.
export function folded(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, " ")
    .trim();
}

function shortView(item, own, finished) {
  const field = make("input", { type: "text", maxlength: "200", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const button = make("button", { type: "submit", class: "button" }, own.check);
  const box = make("form", { class: "answer-box" }, make("label", { class: "labelled" }, own.your_answer, field), button);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.disabled || !field.value.trim()) return field.focus();
    field.disabled = button.disabled = true;
    const right = [item.key, ...item.accept].some((one) => folded(one) === folded(field.value));
    box.append(verdict(right, right ? own.right : fill(own.answer_was, { key: item.key })), ...shown(item, own));
    finished(right, right ? [] : item.citations);
  });
  return box;
}

function matchingView(item, own, finished) {
  const lists = item.key.map((pair, at) =>
    make(
      "select",
      { "aria-label": fill(own.belongs_to, { number: at + 1 }) },
      make("option", { value: "" }, own.choose),
      item.options.map((option) => make("option", { value: option }, option)),
    ),
  );
  const button = make("button", { type: "submit", class: "button" }, own.check);
  const rows = item.key.map((pair, at) => make("li", {}, make("p", {}, pair.left), lists[at]));
  const box = make("form", { class: "answer-box" }, make("ol", { class: "pairs" }, rows), button);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const empty = lists.find((list) => !list.value);
    if (empty || button.disabled) return empty?.focus();
    button.disabled = true;
    const wrong = item.key.filter((pair, at) => lists[at].value !== pair.right);
    item.key.forEach((pair, at) => {
      lists[at].disabled = true;
      const right = lists[at].value === pair.right;
      rows[at].append(verdict(right, right ? own.right : fill(own.answer_was, { key: pair.right })));
    });
    box.append(...shown(item, own));
    finished(!wrong.length, wrong.length ? item.citations : []);
  });
  return box;
}

function cardView(item, own, finished) {
  const turn = make("button", { type: "button", class: "button strong", "data-key": "space", onclick: back }, own.turn);
  const box = make("div", { class: "answer-box" }, make("p", { class: "actions" }, turn));
  function back() {
    const knew = make("button", { type: "button", class: "button", "data-key": "1", onclick: () => tell(true) }, own.knew);
    const not = make("button", { type: "button", class: "button", "data-key": "2", onclick: () => tell(false) }, own.knew_not);
    const choice = make("p", { class: "actions" }, knew, not);
    function tell(right) {
      choice.remove();
      box.append(verdict(right, right ? own.known : own.not_known));
      finished(right, right ? [] : item.citations);
    }
    box.replaceChildren(...shown(item, own), choice);
    knew.focus();
  }
  return box;
}
