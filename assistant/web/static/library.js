// The library's pages: what is listed is filtered as one types and chooses. Without this script everything is listed.

import { fill, texts } from "/page/making.js";

const own = texts();
const page = document.querySelector(".library-page");
const form = page.querySelector(".filters"); // a page without a list has none
const said = page.querySelector(".found");
const items = [...page.querySelectorAll("[data-item]")];
const groups = [...page.querySelectorAll("[data-group]")];

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searched = new Map(items.map((item) => [item, plain(item.textContent)]));

// Each word that is typed must stand in an item; of what is chosen, the item must have one.
function fits(item, words, chosen) {
  const has = (name) => (item.dataset[name] ?? "").trim().split(" ");
  return words.every((word) => searched.get(item).includes(word)) && Object.entries(chosen).every(([name, values]) => values.some((value) => has(name).includes(value)));
}

function choices(fields) {
  const chosen = {};
  for (const field of ["kind", "language"]) {
    const control = form.elements[field];
    if (!control) continue;
    const values = fields.getAll(field).filter(Boolean);
    if (values.length || control instanceof RadioNodeList) chosen[field] = values;
  }
  if (fields.get("actor")) chosen.actors = [fields.get("actor")];
  return chosen;
}

function filter() {
  const fields = new FormData(form);
  const words = plain(fields.get("words") ?? "").split(/\s+/).filter(Boolean);
  const chosen = choices(fields);
  let shown = 0;
  for (const item of items) {
    const isBack = item.matches(".back"); // a second mention of a relation
    item.hidden = !fits(item, words, chosen) || (isBack && Boolean(chosen.actors));
    if (!item.hidden && !isBack) shown += 1;
  }
  for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden]):not(.back)");
  const all = !words.length && shown === items.filter((item) => !item.matches(".back")).length;
  said.textContent = shown ? (all ? "" : fill(own.shown, { count: shown })) : own.none;
  for (const dot of page.querySelectorAll(".lanes a[data-kind]")) dot.classList.toggle("faint", Boolean(chosen.kind) && !chosen.kind.includes(dot.dataset.kind));
  drawMap(fields.get("actor"));
}

// ---- the map of the actors: the lines of one actor stand out

const map = page.querySelector(".map svg");

function drawMap(actor) {
  if (!map) return;
  const near = new Set([actor]);
  for (const line of map.querySelectorAll(".line")) {
    const isOn = Boolean(actor) && (line.dataset.source === actor || line.dataset.target === actor);
    line.classList.toggle("on", isOn);
    if (isOn) near.add(line.dataset.source).add(line.dataset.target);
  }
  map.classList.toggle("chosen", Boolean(actor));
  for (const box of map.querySelectorAll(".box")) box.classList.toggle("on", near.has(box.dataset.actor));
}

if (map) {
  const chosen = () => form.elements.actor.value;
  for (const box of map.querySelectorAll(".box")) {
    for (const event of ["pointerenter", "focus"]) box.addEventListener(event, () => drawMap(box.dataset.actor));
    for (const event of ["pointerleave", "blur"]) box.addEventListener(event, () => drawMap(chosen()));
    box.addEventListener("click", (event) => {
      event.preventDefault();
      form.elements.actor.value = chosen() === box.dataset.actor ? "" : box.dataset.actor;
      filter();
    });
  }
}

if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  filter(); // a browser that comes back fills the form in again
}
