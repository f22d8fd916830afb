// "Only in these documents": what is chosen stays in this page's memory and goes along with each question.

import { openPanel } from "./panels.js";

const chosen = new Set(); // of JSON lists of ids: a document and its translation are chosen together

const find = (id) => document.getElementById(id);

export const onlyIn = () => [...chosen].flatMap((ids) => JSON.parse(ids));

export async function openScope(button, ui) {
  const panel = find("scope");
  openPanel(panel, button, true);
  const list = panel.querySelector("[data-list]");
  if (!list.childElementCount) {
    try {
      const reply = await fetch(`/choose/${ui}`);
      list.innerHTML = await reply.text();
    } catch {
      list.replaceChildren(find("failure").content.cloneNode(true));
    }
  }
  for (const box of list.querySelectorAll("input")) box.checked = chosen.has(box.value);
}

export function showScope() {
  const button = find("scope-button");
  const { all, one, some } = button.dataset;
  const words = chosen.size === 0 ? all : chosen.size === 1 ? one : some.replace("{count}", chosen.size);
  button.querySelector(".unseen").textContent = words;
  button.title = words;
  button.querySelector(".count").textContent = chosen.size || "";
  button.classList.toggle("limited", chosen.size > 0);
}

export function listenToScope() {
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#scope input[type=checkbox]")) return;
    if (event.target.checked) chosen.add(event.target.value);
    else chosen.delete(event.target.value);
    showScope();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id !== "scope-filter") return;
    const wanted = event.target.value.toLowerCase().trim();
    for (const row of find("scope").querySelectorAll("[data-list] li")) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-scope-reset]")) return;
    chosen.clear();
    for (const box of find("scope").querySelectorAll("input[type=checkbox]")) box.checked = false;
    showScope();
  });
}
