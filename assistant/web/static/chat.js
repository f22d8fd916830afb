// The conversation. It lives in this page's memory only: every question takes the earlier turns along, nothing is
// stored. All words come with the page or with an answer; all HTML is made and escaped by the server.

import { closePanels, listen, openEvidence, openHelp } from "./panels.js";

const TURNS_SENT = 6;
const LONGEST_SENT = 20000;
let turns = [];
const copies = new WeakMap();
let busy = false;

const find = (id) => document.getElementById(id);
const ui = () => find("chat").dataset.ui;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

async function call(values) {
  const reply = await fetch("/gradio_api/run/turn", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ data: values }),
  });
  const body = await reply.json();
  return body.error ? body : body.data[0];
}

function fromTemplate(id) {
  return find(id).content.cloneNode(true).firstElementChild;
}

function fromHtml(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

async function ask(question) {
  if (busy || !question.trim()) return;
  setBusy(true);
  closePanels();
  const box = find("question");
  const turn = fromTemplate("waiting-turn");
  turn.querySelector("[data-question]").textContent = question.trim();
  for (const old of find("conversation").querySelectorAll("[data-status='problem']")) old.remove();
  find("conversation").append(turn);
  find("welcome").hidden = true;
  box.value = "";
  grow(box);
  toTurn(turn);
  let reply;
  try {
    reply = await call([question, JSON.stringify(turns.slice(-TURNS_SENT)), ui()]);
  } catch {
    reply = { error: {} };
  }
  setBusy(false);
  if (!turn.isConnected) return;
  if (reply.error) fail(turn, reply, question);
  else answer(turn, reply, question);
}

function answer(turn, reply, question) {
  const answered = fromHtml(reply.html);
  turn.replaceWith(answered);
  turns.push([question, [...reply.text].slice(0, LONGEST_SENT).join("")]);
  copies.set(answered, reply.copy);
  toTurn(answered);
}

function fail(turn, reply, question) {
  const box = find("question");
  const shown = reply.html ? fromHtml(reply.html) : fromTemplate("failure");
  turn.dataset.status = "problem";
  turn.removeAttribute("aria-busy");
  turn.replaceChildren(shown);
  if (!box.value.trim()) box.value = question;
  grow(box);
  box.focus({ preventScroll: true });
  shown.scrollIntoView({ block: "nearest" });
  watchLibrary();
}

function setBusy(now) {
  busy = now;
  find("send").disabled = now;
}

function toTurn(turn) {
  turn.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
}

function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function clear() {
  turns = [];
  closePanels();
  find("conversation").replaceChildren();
  find("welcome").hidden = false;
  find("question").value = "";
  scrollTo(0, 0);
  find("question").focus();
}

function send() {
  const box = find("question");
  const word = box.value.toLowerCase().replace(/[^a-z]/g, "");
  if (find("chat").dataset.helpWords.split(" ").includes(word)) {
    box.value = "";
    openHelp(box);
  } else {
    ask(box.value);
  }
}

async function copy(button) {
  let word = button.dataset.copied;
  try {
    await navigator.clipboard.writeText(copies.get(button.closest(".turn")));
  } catch {
    word = button.dataset.failed;
  }
  const before = button.textContent;
  if (before === word) return;
  button.textContent = word;
  setTimeout(() => (button.textContent = before), 2000);
}

let watching = false;
async function watchLibrary() {
  if (watching) return;
  watching = true;
  const line = find("library");
  for (let first = true; ; first = false) {
    let state = null;
    try {
      state = await (await fetch(`/status/${ui()}`)).json();
    } catch {
      if (first) break;
    }
    if (state?.ready) {
      if (!line.hidden) show(line, state);
      setTimeout(() => (line.hidden = true), 2500);
      break;
    }
    if (state) show(line, state);
    await new Promise((done) => setTimeout(done, state?.opening ? 1000 : 5000));
  }
  watching = false;
}

function show(line, state) {
  if (line.dataset.html !== state.html) line.innerHTML = line.dataset.html = state.html;
  line.classList.toggle("wrong", !state.ready && !state.opening);
  line.hidden = false;
}

function clicked(event) {
  const target = event.target.closest("a, button");
  if (!target || !target.closest("#chat") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const data = target.dataset;
  if ("evidence" in data) openEvidence(target);
  else if ("help" in data) openHelp(target);
  else if ("leave" in data) leave();
  else if ("clear" in data) clear();
  else if ("copy" in data) copy(target);
  else if ("ask" in data) ask(data.ask);
  else return;
  event.preventDefault();
}

function leave() {
  clear();
  document.body.replaceChildren();
  location.replace("about:blank");
}

// Gradio sets the browser's language on the page when it starts; the page's own is known from its address.
function keepLanguage() {
  const root = document.documentElement;
  const own = root.lang;
  new MutationObserver(() => root.lang !== own && (root.lang = own)).observe(root, { attributeFilter: ["lang"] });
}

function start() {
  keepLanguage();
  listen();
  document.addEventListener("click", clicked);
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "composer") return;
    event.preventDefault();
    send();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "question" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  document.addEventListener("input", (event) => event.target.id === "question" && grow(event.target));
  whenThere("chat", watchLibrary);
}

function whenThere(id, then) {
  if (find(id)) return then();
  const observer = new MutationObserver(() => {
    if (!find(id)) return;
    observer.disconnect();
    then();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

start();
