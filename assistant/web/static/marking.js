// Marking, one answer at a time. The marks are kept in this browser only, under the run and the marker's name.

const KEPT = "marking:";
const who = document.querySelector("#who");
const work = document.querySelector("#work");
const form = document.querySelector("#marks");
const comment = document.querySelector("#comment");
const criteria = form ? [...form.querySelectorAll("[data-criterion]")].map((one) => one.dataset.criterion) : [];
let answers = [];
let key = "";
let at = 0;
let marks = {};

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    const known = new Set(answers.map((one) => one.id));
    return Object.fromEntries(Object.entries(kept).filter(([id]) => known.has(id)));
  } catch {
    return {};
  }
}

function keep() {
  localStorage.setItem(key, JSON.stringify(marks));
  const done = answers.filter((one) => isDone(one.id)).length;
  const count = document.querySelector("#count");
  count.textContent = count.dataset.text
    .replace("{at}", at + 1).replace("{all}", answers.length).replace("{done}", done);
  document.querySelector("#bar").value = done / answers.length;
}

const isDone = (id) => criteria.every((name) => marks[id]?.[name] !== undefined);

function show(index, toMarks = false) {
  at = Math.max(0, Math.min(index, answers.length - 1));
  const { id, html } = answers[at];
  const answer = document.querySelector("#answer");
  answer.innerHTML = html; // drawn by our own template, everything in it escaped
  form.reset();
  for (const name of criteria) {
    const given = marks[id]?.[name];
    if (given !== undefined) form.querySelector(`[name=${name}][value="${given}"]`).checked = true;
  }
  comment.value = marks[id]?.comment ?? "";
  document.querySelector("#previous").disabled = at === 0;
  keep();
  scrollTo({ top: 0 });
  if (toMarks) answer.querySelector("h2").focus({ preventScroll: true });
}

function give(name, grade) {
  const { id } = answers[at];
  marks[id] = { ...marks[id], [name]: grade };
  if (grade === undefined) delete marks[id][name];
  keep();
}

function byKey(event) {
  if (event.target === comment || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("[data-criterion]");
  if (!["0", "1", "2"].includes(event.key)) return;
  event.preventDefault();
  const name = field?.dataset.criterion ?? criteria.find((one) => marks[answers[at].id]?.[one] === undefined) ?? criteria[0];
  form.querySelector(`[name=${name}][value="${event.key}"]`).checked = true;
  give(name, Number(event.key));
  const next = criteria[criteria.indexOf(name) + 1];
  const target = next ? form.querySelector(`[name=${next}]:checked`) ?? form.querySelector(`[name=${next}]`) : document.querySelector("#next");
  target.focus();
}

async function begin(event) {
  event.preventDefault();
  const marker = document.querySelector("#marker").value;
  const said = document.querySelector("#begun");
  try {
    const reply = await fetch(`${who.dataset.address}?marker=${encodeURIComponent(marker)}`);
    const found = await reply.json();
    if (!reply.ok) throw new Error(`${found.error.message} ${found.error.hint}`);
    answers = found.answers;
    key = `${KEPT}${found.run}:${marker}`;
  } catch (error) {
    said.textContent = error instanceof TypeError || error instanceof SyntaxError ? who.dataset.broken : error.message;
    said.classList.add("wrong");
    return;
  }
  marks = read();
  document.querySelector("#download [name=marker]").value = marker;
  document.querySelector("#begin").hidden = true;
  work.hidden = false;
  const first = answers.findIndex((one) => !isDone(one.id));
  show(first < 0 ? 0 : first, true);
}

function forget() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(KEPT)) localStorage.removeItem(name);
}

if (form) {
  who.addEventListener("submit", begin);
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") give(event.target.name, Number(event.target.value));
  });
  comment.addEventListener("input", () => give("comment", comment.value || undefined));
  form.addEventListener("click", (event) => {
    const name = event.target.dataset.clear;
    if (!name) return;
    form.querySelectorAll(`[name=${name}]`).forEach((one) => { one.checked = false; });
    give(name, undefined);
  });
  work.addEventListener("keydown", byKey);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(at + 1, true);
  });
  document.querySelector("#previous").addEventListener("click", () => show(at - 1, true));
  document.querySelector("#unmarked").addEventListener("click", () => {
    const order = [...answers.keys()].map((n) => (at + 1 + n) % answers.length);
    show(order.find((n) => !isDone(answers[n].id)) ?? at, true);
  });
  document.querySelector("#download").addEventListener("submit", (event) => {
    event.target.elements.marks.value = JSON.stringify(marks);
  });
  document.querySelector("#forget").addEventListener("click", () => {
    forget();
    location.reload();
  });
}
