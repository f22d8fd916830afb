// Building a session: the form asks the server for a plan; from then on the plan lives in this page and this browser.

import { fill, make, post, problem, texts, ui, waiting } from "/page/making.js";
import { closeAll } from "/page/trainblock.js";
import { change, desk, forget, put, redo, set, stored, undo } from "/page/traindesk.js";
import { lines, sum } from "/page/trainplan.js";
import { planView, refresh } from "/page/trainview.js";

const own = texts();
const find = (id) => document.getElementById(id);
const form = find("ask");

// The plan as it stands, and what may be done with it.
const act = {
  desk,
  draw,
  say,
  change(how, quiet = false) {
    if (!change(how(desk.plan))) return;
    if (quiet) refresh(desk, own, act);
    else draw();
  },
  undo: () => undo() && draw(),
  redo: () => redo() && draw(),
  begin(begins) {
    set({ begins });
    refresh(desk, own, act);
  },
  ask(asked) {
    set({ asked });
    refresh(desk, own, act);
  },
  save: () => download(new Blob([JSON.stringify(desk.plan, null, 2)], { type: "application/json" }), `${slug(desk.plan.title)}.json`),
  take,
  forget() {
    if (!window.confirm(own.forget_sure)) return;
    forget();
    close();
  },
  leave: close,
};

function draw() {
  const focused = document.activeElement?.dataset?.focus;
  const opened = [...document.querySelectorAll("details.part")].filter((one) => one.open).map((one) => one.dataset.part);
  const first = !find("plan").childElementCount;
  find("plan").replaceChildren(...planView(desk, own, act).flat(Infinity).filter(Boolean));
  if (!first) for (const one of document.querySelectorAll("details.part")) one.open = opened.includes(one.dataset.part);
  refresh(desk, own, act);
  if (focused) document.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

// A line about what was just done; with a way back where something went.
function say(text, undoable = false) {
  const back = undoable ? make("button", { type: "button", class: "button small", onclick: act.undo }, own.undo) : null;
  find("plan-said").replaceChildren(make("p", {}, text, " ", back || ""));
}

function show(plan, asked) {
  closeAll();
  put(plan, asked);
  find("said").replaceChildren();
  find("plan").replaceChildren();
  find("start").hidden = true;
  find("plan").hidden = false;
  draw();
  find("plan").querySelector("h1").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function close() {
  find("plan").hidden = true;
  find("plan").replaceChildren();
  find("start").hidden = false;
  form.querySelector("input").focus();
}

function tell(element) {
  find("said").replaceChildren(...(element ? [element] : []));
  find("said").querySelector("[tabindex]")?.focus();
}

// Ask for a plan and show it; what goes wrong is said beside the form.
async function fetchPlan(path, data, asked) {
  tell(waiting(own.building));
  for (const one of document.querySelectorAll("#start button")) one.disabled = true;
  try {
    const plan = await (await post(path, data, own)).json();
    show(plan, asked || sum(plan));
    return true;
  } catch (error) {
    if (!error.message || error instanceof Error) throw error;
    tell(problem(error));
    return false;
  } finally {
    for (const one of document.querySelectorAll("#start button")) one.disabled = false;
    showTopics();
  }
}

async function take(format) {
  find("plan-said").replaceChildren(waiting(own.exporting));
  try {
    const reply = await post(`/train/export/${format}`, { plan: desk.plan }, own);
    const name = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition") || "")?.[1];
    download(await reply.blob(), name || `session.${format}`);
    find("plan-said").replaceChildren();
  } catch (error) {
    if (!error.message || error instanceof Error) throw error;
    find("plan-said").replaceChildren(problem(error));
  }
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "session";

async function openFile(file) {
  let plan = null;
  try {
    const read = JSON.parse(await file.text());
    plan = read.plan || read;
  } catch {
    return tell(problem(own.bad_file));
  }
  await fetchPlan("/train/open", { plan });
}

async function resume() {
  const before = stored();
  if (!before?.plan) return;
  if (before.begins) desk.begins = before.begins;
  if (await fetchPlan("/train/open", { plan: before.plan }, before.asked)) say(own.resumed);
}

function topicFields() {
  return [...document.querySelectorAll("[name=topic]")];
}

function showTopics() {
  find("add-topic").hidden = topicFields().length >= Number(find("topic-fields").dataset.most);
}

find("add-topic").addEventListener("click", () => {
  const fields = topicFields();
  const next = fields[0].cloneNode();
  next.value = "";
  next.setAttribute("aria-label", fill(own.topic_number, { number: fields.length + 1 }));
  next.removeAttribute("placeholder");
  find("topic-fields").append(next);
  next.focus();
  showTopics();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const values = new FormData(form);
  fetchPlan("/train/plan", {
    topics: values.getAll("topic"),
    audience: values.get("audience"),
    minutes: Number(values.get("minutes")),
    group_size: Number(values.get("people")),
    aims: lines(values.get("aims")),
    language: values.get("language"),
  });
});

for (const one of document.querySelectorAll("[data-pack]"))
  one.addEventListener("click", () => fetchPlan("/train/pack", { name: one.dataset.pack, language: ui }));

find("open-file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  event.target.value = "";
  if (file) openFile(file);
});

// Leaving quickly leaves nothing behind.
document.addEventListener("click", (event) => event.target.closest("[data-leave]") && forget(), true);

document.addEventListener("keydown", (event) => {
  if (!desk.plan || find("plan").hidden || !(event.ctrlKey || event.metaKey) || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  const how = key === "z" ? (event.shiftKey ? act.redo : act.undo) : key === "y" ? act.redo : null;
  if (!how) return;
  event.preventDefault();
  how();
});

// On paper everything is open, and closed again afterwards.
let closed = [];
window.addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("#plan details:not([open])")];
  for (const one of closed) one.open = true;
});
window.addEventListener("afterprint", () => {
  for (const one of closed) one.open = false;
});

resume();
