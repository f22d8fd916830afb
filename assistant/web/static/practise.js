// Practising: what is chosen in the form becomes questions, one at a time, and at the end what to read again.
// Nothing of it is kept: a reload starts afresh.

import { fill, make, post, problem, quotation, texts, waiting } from "/page/making.js";
import { itemView } from "/page/practisekinds.js";
import { examinerView } from "/page/sidang.js";

const own = texts();
const form = document.getElementById("choose");
const said = document.getElementById("said");
const stage = document.getElementById("stage");
const SEEDS = 12;

let state = null; // { way, questions, at, results: [{ question, right, again: [citation] }] }

function chosen() {
  const fields = new FormData(form);
  return {
    way: fields.get("what"),
    seed: Math.floor(Math.random() * SEEDS),
    count: Number(fields.get("count")),
    topic: fields.get("topic").trim(),
    aspect: fields.get("aspect"),
    kinds: fields.getAll("kind"),
    levels: fields.get("level") ? [fields.get("level")] : [],
  };
}

async function questionsFor(asked) {
  const { seed, count, topic } = asked;
  if (asked.way === "sidang") {
    const reply = await post("/practise/sidang", { seed, count, aspect: asked.aspect }, own);
    return (await reply.json()).questions;
  }
  const cards = asked.way === "cards";
  const kinds = cards ? ["flashcard"] : asked.kinds;
  const levels = cards ? [] : asked.levels;
  const reply = await post("/practise/quiz", { seed, count, topic, kinds, levels }, own);
  return (await reply.json()).items;
}

async function start() {
  const asked = chosen();
  if (asked.way === "quiz" && !asked.kinds.length) return say(problem(own.no_kind));
  form.querySelector("[type=submit]").disabled = true;
  say(waiting(own.making));
  try {
    const questions = await questionsFor(asked);
    if (!questions.length) return say(problem(own.none));
    say(questions.length < asked.count ? make("p", { class: "hint" }, fill(own.fewer, { made: questions.length })) : null);
    begin(asked.way, questions);
  } catch (error) {
    if (!error.message || error instanceof Error) throw error;
    say(problem(error));
  } finally {
    form.querySelector("[type=submit]").disabled = false;
  }
}

function say(element) {
  said.replaceChildren(...(element ? [element] : []));
  said.querySelector("[tabindex]")?.focus();
}

function begin(way, questions) {
  state = { way, questions, at: 0, results: [] };
  form.hidden = true;
  stage.hidden = false;
  show();
}

function show() {
  const { way, questions, at } = state;
  const question = questions[at];
  const view = way === "sidang" ? examinerView(question, own, finished) : itemView(question, own, finished);
  const place = fill(own.progress, { at: at + 1, count: questions.length });
  stage.replaceChildren(
    make(
      "div",
      { class: "stage-top" },
      make("p", { class: "progress" }, place),
      make("progress", { max: questions.length, value: at, "aria-label": place }),
      make("button", { type: "button", class: "button quiet small", onclick: stop }, own.stop),
    ),
    view,
    make("p", { class: "keys hint" }, own.keys[way === "sidang" ? "sidang" : question.kind]),
  );
  stage.querySelector(".asked").focus();
}

// A question is answered: `right` is true, false, or null where nobody counts.
function finished(right, again) {
  const { questions, at, results } = state;
  results.push({ question: questions[at], right, again });
  const last = at + 1 === questions.length;
  const next = make("button", { type: "button", class: "button strong", onclick: last ? end : onward }, last ? own.finish : own.next);
  stage.append(make("p", { class: "actions" }, next));
  stage.querySelector(".keys")?.remove();
  const support = stage.querySelector(".support");
  (support || next).focus({ preventScroll: true });
  (support || stage.querySelector(".verdict") || next).scrollIntoView({ block: "nearest" });
}

function onward() {
  state.at += 1;
  show();
}

function stop() {
  if (state.results.length) end();
  else again();
}

function end() {
  const { way, results } = state;
  const counted = results.filter((one) => one.right !== null);
  const right = counted.filter((one) => one.right).length;
  const missed = results.filter((one) => one.again.length);
  const line = way === "sidang" ? own.done_sidang : fill(own.score, { right, count: counted.length });
  const wrong = results.filter((one) => one.right === false).map((one) => one.question);
  stage.replaceChildren(
    make("h2", { class: "asked", tabindex: "-1" }, own.end_heading),
    make("p", { class: "score" }, line),
    missed.length ? make("h3", {}, own.read_again) : make("p", {}, own.nothing_to_read),
    make(
      "ul",
      { class: "again" },
      missed.map((one) =>
        make("li", {}, make("p", {}, one.question.question || one.question.text), one.again.map((citation) => quotation(citation, own))),
      ),
    ),
    make(
      "p",
      { class: "actions" },
      wrong.length ? make("button", { type: "button", class: "button strong", onclick: () => begin(way, wrong) }, own.wrong_again) : null,
      make("button", { type: "button", class: "button", onclick: again }, own.other),
    ),
  );
  stage.querySelector(".asked").focus();
}

function again() {
  state = null;
  say(null);
  stage.hidden = true;
  stage.replaceChildren();
  form.hidden = false;
  form.querySelector("[name=what]:checked").focus();
}

function showFields() {
  const way = form.querySelector("[name=what]:checked").value;
  for (const field of form.querySelectorAll("[data-for]")) field.hidden = !field.dataset.for.split(" ").includes(way);
}

// A digit chooses what bears it; the space bar turns a card. Not while something is being written.
document.addEventListener("keydown", (event) => {
  if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) return;
  const key = event.key === " " ? "space" : event.key;
  const button = [...stage.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && !one.disabled);
  if (!button || (key === "space" && event.target.closest("button, a, summary") && event.target !== button)) return;
  event.preventDefault();
  button.click();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
form.addEventListener("change", showFields);
showFields();
