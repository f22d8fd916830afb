// What else could stand in a part's place, or after it: suggestions of the library, or a part of one's own.

import { fill, make, post, problem, waiting } from "/page/making.js";
import { added, emptyBlock, swapped } from "/page/trainplan.js";

const OFFERED = ["input", "activity", "discussion", "energiser", "break"];

export function ask(desk, block, mode, own, act) {
  const heading = make("h4", { tabindex: "-1" }, fill(own[`${mode}_heading`], { title: block.title }));
  const result = make("div", { "aria-live": "polite" });
  const box = make("section", { class: "suggestions-box" }, heading);
  const load = (request) => offer(desk, request, own, result, (chosen) => take(mode, block, chosen, act));
  if (mode === "swap") load({ block: block.id });
  else box.append(addForm(own, load, (kind) => take(mode, block, emptyBlock(kind, own.own_title), act)));
  box.append(result, make("p", { class: "actions" }, make("button", { type: "button", class: "button small", onclick: act.close }, own.cancel)));
  queueMicrotask(() => heading.focus());
  return box;
}

function addForm(own, load, addOwn) {
  const kinds = JSON.parse(document.getElementById("kinds").textContent);
  const choice = make("select", {}, kinds.map((kind) => make("option", { value: kind }, own.kinds[kind])));
  choice.value = "input";
  const show = () => (OFFERED.includes(choice.value) ? load({ kind: choice.value }) : load(null));
  choice.addEventListener("change", show);
  show();
  return make(
    "div",
    { class: "row" },
    make("label", { class: "labelled narrow" }, own.kind_field, choice),
    make("button", { type: "button", class: "button small", onclick: () => addOwn(choice.value) }, own.own_block),
  );
}

async function offer(desk, request, own, result, take) {
  if (!request) return result.replaceChildren();
  result.replaceChildren(waiting(own.looking));
  try {
    const { plan } = desk;
    const reply = await post("/train/others", { plan, ...request }, own);
    const { blocks } = await reply.json();
    if (!blocks.length) return result.replaceChildren(make("p", { class: "hint" }, own.no_others));
    result.replaceChildren(
      make("ul", { class: "offers" }, blocks.map((one) => make("li", {}, describe(one), make("button", { type: "button", class: "button small", "aria-label": `${own.choose}: ${one.title}`, onclick: () => take(one) }, own.choose)))),
    );
  } catch (error) {
    if (!error.message || error instanceof Error) throw error;
    result.replaceChildren(problem(error));
  }
}

function describe(block) {
  const more = block.activity?.aim || block.messages[0]?.text || block.discussion[0]?.question || block.steps[0] || "";
  return make("div", {}, make("strong", {}, block.title), make("p", { class: "hint" }, more));
}

function take(mode, block, chosen, act) {
  act.close();
  act.change((plan) => (mode === "swap" ? swapped(plan, block.id, chosen) : added(plan, block.id, chosen)));
}
