"use strict";
const questions = [...document.querySelectorAll(".q")];
const form = document.querySelector(".filters");
const count = document.querySelector(".count");
const texts = new Map(questions.map((q) => [q, q.textContent.toLowerCase()]));

function filter() {
  const wanted = [...new FormData(form)].filter(([, value]) => value);
  let shown = 0;
  for (const q of questions) {
    const fits = ([name, value]) =>
      name === "words" ? texts.get(q).includes(value.toLowerCase().trim()) : q.dataset[name] === value;
    q.hidden = !wanted.every(fits);
    shown += q.hidden ? 0 : 1;
  }
  count.textContent = count.dataset.text.replace("{shown}", shown).replace("{all}", questions.length);
}

function openNamed() {
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (!named || !named.classList.contains("q")) return;
  if (named.hidden) {
    form.reset();
    filter();
  }
  named.open = true;
  named.scrollIntoView();
}

let closed = [];
addEventListener("beforeprint", () => {
  closed = questions.filter((q) => !q.open && !q.hidden);
  for (const q of closed) q.open = true;
});
addEventListener("afterprint", () => {
  for (const q of closed) q.open = false;
});
addEventListener("hashchange", openNamed);
form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
filter();
openNamed();
