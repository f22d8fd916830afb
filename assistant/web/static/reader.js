// The reader: search in the text, and what each sentence rests on. The text itself is never touched: hits are painted
// by the CSS Custom Highlight API, and the marks of sources have no characters of their own.

import { texts } from "/page/making.js";

const own = texts();
const columns = [...document.querySelectorAll(".document")];

// ---- contents: open where they have a column of their own, and the heading that is read is marked

const contents = document.querySelector(".contents");
if (contents && matchMedia("(min-width: 64rem)").matches && !document.querySelector(".two")) contents.open = true;
const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver(
  (seen) => {
    const top = seen.find((one) => one.isIntersecting);
    if (!top) return;
    for (const link of links.values()) link.removeAttribute("aria-current");
    links.get(top.target.id)?.setAttribute("aria-current", "true");
  },
  { rootMargin: "-15% 0px -70% 0px" },
);
for (const heading of document.querySelectorAll(".document .heading[id]")) watcher.observe(heading);
contents?.addEventListener("click", (event) => {
  if (event.target.closest("a") && !matchMedia("(min-width: 64rem)").matches) contents.open = false;
});

// ---- search

const form = document.querySelector(".find");
const field = form.querySelector("input");
const count = form.querySelector(".count");
let hits = [];
let at = -1;

// Where the characters `start` to `end` of a column stand in its text nodes.
function rangeIn(nodes, start, end) {
  const range = new Range();
  let passed = 0;
  let begun = false;
  for (const node of nodes) {
    const next = passed + node.length;
    if (!begun && start < next) {
      range.setStart(node, start - passed);
      begun = true;
    }
    if (begun && end <= next) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed = next;
  }
  return range;
}

function nodesOf(column) {
  const walker = document.createTreeWalker(column, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

function search() {
  const words = field.value.trim();
  hits = [];
  at = -1;
  if (words.length > 1) {
    const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    for (const column of columns) {
      if (!column.offsetParent) continue; // the other language, on a phone
      const nodes = nodesOf(column);
      for (const found of column.textContent.matchAll(new RegExp(escaped, "giu"))) {
        hits.push(rangeIn(nodes, found.index, found.index + found[0].length));
      }
    }
  }
  CSS.highlights?.set("found", new Highlight(...hits));
  step(1, words.length > 1);
}

function step(by, isNew = true) {
  CSS.highlights?.delete("current");
  if (!hits.length) {
    count.textContent = isNew && field.value.trim().length > 1 ? own.none : "";
    return;
  }
  at = (at + by + hits.length) % hits.length;
  CSS.highlights?.set("current", new Highlight(hits[at]));
  count.textContent = own.count.replace("{at}", at + 1).replace("{count}", hits.length);
  const box = hits[at].getBoundingClientRect();
  if (box.top < 160 || box.bottom > innerHeight - 60) scrollBy({ top: box.top - innerHeight / 3 });
}

form.hidden = false;
for (const side of document.querySelectorAll(".sides input")) side.addEventListener("change", search);
field.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  step(1);
});
for (const button of form.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.shiftKey) {
    event.preventDefault();
    step(-1);
  } else if (event.key === "Escape" && field.value) {
    event.preventDefault();
    event.stopPropagation();
    field.value = "";
    search();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  field.focus();
});

// ---- sources of a sentence

const tip = document.getElementById("tip");

const namesOf = (cite) => {
  const list = cite.closest(".document").dataset.sources;
  return cite.dataset.n.split(" ").map((n) => document.getElementById(`${list}-${n}`)?.textContent ?? "");
};

function show(cite) {
  shown = cite;
  tip.replaceChildren(
    ...namesOf(cite).map((name) => {
      const line = document.createElement("p");
      line.textContent = name;
      return line;
    }),
  );
  tip.hidden = false;
  const place = cite.getBoundingClientRect();
  const left = Math.min(Math.max(12, place.left - 24), innerWidth - tip.offsetWidth - 12);
  const above = place.top - tip.offsetHeight - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 120 ? above : place.bottom + 8}px`;
}

let shown = null;

function hide() {
  tip.hidden = true;
  shown = null;
}

for (const cite of document.querySelectorAll(".document .cite")) {
  cite.tabIndex = 0;
  cite.role = "button";
  cite.ariaLabel = own.source.replace("{sources}", namesOf(cite).join("; "));
  cite.addEventListener("pointerenter", () => show(cite));
  cite.addEventListener("pointerleave", hide);
  cite.addEventListener("focus", () => show(cite));
  cite.addEventListener("blur", hide);
  cite.addEventListener("click", () => show(cite));
}
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
addEventListener("scroll", () => shown && show(shown), { passive: true });
