// The conversation. It lives in this page's memory only: every question takes the earlier turns along, nothing is
// stored. All words come with the page or with an answer; all HTML is made and escaped by the server.

import { lines, post } from "./calling.js";
import { closeMenus, listenToMenus } from "./menus.js";
import { watchLibrary } from "./opening.js";
import { closePanels, listen, openEvidence, openHelp } from "./panels.js";
import { hidePeek, listenToChips } from "./peek.js";
import { listenToScope, onlyIn, openScope, showScope } from "./scope.js";
import { copy, take } from "./taking.js";

const TURNS_SENT = 6;
const LONGEST_SENT = 20000;
let turns = []; // {question, text, copy, record, only, node}, oldest first
let running = null; // the AbortController of the question that is being answered
let editing = null; // the turn whose question is being edited

const find = (id) => document.getElementById(id);
const ui = () => find("chat").dataset.ui;
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const historyOf = (some) => some.slice(-TURNS_SENT).map((turn) => [turn.question, turn.text]);
const turnOf = (element) => turns.find((turn) => turn.node === element.closest(".turn"));

function fromTemplate(id) {
  return find(id).content.cloneNode(true).firstElementChild;
}

function fromHtml(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

async function ask(question) {
  if (running || !question.trim()) return;
  const controller = new AbortController();
  setRunning(controller);
  closePanels();
  if (editing) forgetFrom(editing);
  stopEditing();
  const waiting = fromTemplate("waiting-turn");
  waiting.querySelector("[data-question]").textContent = question.trim();
  for (const old of find("conversation").querySelectorAll("[data-status='problem']")) old.remove();
  find("conversation").append(waiting);
  showWelcome(false);
  fill("");
  toTurn(waiting);
  const sent = { question, history: historyOf(turns), only: onlyIn() };
  let reply = { error: {} };
  try {
    for await (const line of lines(`/turn/${ui()}`, sent, controller.signal)) {
      if (line.sentence) grow(waiting, line.sentence);
      else reply = line;
    }
  } catch {
    // `reply` still says that nothing came
  }
  if (running === controller) setRunning(null);
  if (!waiting.isConnected) return;
  if (controller.signal.aborted) giveUp(waiting, question);
  else if (reply.error) fail(waiting, reply, question);
  else answer(waiting, reply, sent);
}

function grow(waiting, html) {
  const text = waiting.querySelector("[data-growing]");
  text.hidden = waiting.querySelector("[data-checking]").hidden = false;
  waiting.querySelector("[data-looking]").hidden = true;
  text.append(fromHtml(html), " ");
}

function answer(waiting, reply, sent) {
  const node = fromHtml(reply.html).firstElementChild;
  waiting.replaceWith(node);
  const text = [...reply.text].slice(0, LONGEST_SENT).join("");
  turns.push({ question: sent.question, only: sent.only, text, copy: reply.copy, record: reply.record, node });
  find("take").hidden = false;
  toTurn(node);
}

function fail(waiting, reply, question) {
  const shown = reply.html ? fromHtml(reply.html).firstElementChild : fromTemplate("failure");
  waiting.dataset.status = "problem";
  waiting.removeAttribute("aria-busy");
  waiting.replaceChildren(shown);
  backInTheBox(question);
  shown.scrollIntoView({ block: "nearest" });
  watchLibrary();
}

function giveUp(waiting, question) {
  waiting.remove();
  showWelcome(!turns.length);
  backInTheBox(question);
}

function backInTheBox(question) {
  const box = find("question");
  if (!box.value.trim()) fill(question);
  box.focus({ preventScroll: true });
}

function fill(text) {
  const box = find("question");
  box.value = text;
  stretch(box);
}

function setRunning(controller) {
  running = controller;
  const send = find("send");
  send.classList.toggle("running", Boolean(controller));
  send.querySelector(".unseen").textContent = controller ? send.dataset.stop : send.dataset.send;
}

function showWelcome(now) {
  find("welcome").hidden = !now;
}

function toTurn(turn) {
  turn.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
}

function stretch(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

// An edited question takes the place of the old one; what came after it leaned on it and goes too.
function edit(button) {
  editing = turnOf(button);
  fill(button.dataset.edit);
  find("editing").hidden = false;
  find("question").focus();
}

function stopEditing() {
  editing = null;
  find("editing").hidden = true;
}

function forgetFrom(turn) {
  for (const gone of turns.splice(turns.indexOf(turn))) gone.node.remove();
}

async function why(button) {
  const box = button.closest(".foot").querySelector(".why");
  const turn = turnOf(button);
  const opening = box.hidden;
  box.hidden = !opening;
  button.setAttribute("aria-expanded", String(opening));
  if (!opening || box.childElementCount) return;
  const history = historyOf(turns.slice(0, turns.indexOf(turn)));
  try {
    const reply = await post("/why", { turn: turn.record, history, only: turn.only, ui: ui() });
    box.replaceChildren(fromHtml((await reply.json()).html));
  } catch (error) {
    tell(error.message);
  }
}

let told = 0;
function tell(text) {
  const line = find("told");
  line.textContent = text;
  line.hidden = false;
  clearTimeout(told);
  told = setTimeout(() => (line.hidden = true), 4000);
}

function clear() {
  running?.abort();
  turns = [];
  stopEditing();
  closePanels();
  find("conversation").replaceChildren();
  find("take").hidden = true;
  showWelcome(true);
  fill("");
  scrollTo(0, 0);
  find("question").focus();
}

function send() {
  const box = find("question");
  const words = box.value.toLowerCase().match(/[a-z]+/g) ?? [];
  const help = find("chat").dataset.helpWords.split(" ");
  if (words.length && words.length <= 4 && words.every((word) => help.includes(word))) {
    fill("");
    openHelp(box);
  } else {
    ask(box.value);
  }
}

// The page in the other language, with its conversation: the answers are drawn anew, nothing is stored.
async function changeLanguage(link) {
  const code = link.hreflang;
  try {
    const shell = new DOMParser().parseFromString(await (await fetch(`/shell/${code}`)).text(), "text/html");
    const records = turns.map((turn) => turn.record);
    const drawn = records.length ? (await (await post("/redraw", { turns: records, ui: code })).json()).html : [];
    await fetch(link.href, { redirect: "manual" }); // remembers the choice
    running?.abort();
    const typed = find("question").value;
    const chat = find("chat");
    const fresh = shell.getElementById("chat");
    Object.assign(chat.dataset, fresh.dataset);
    chat.replaceChildren(...fresh.childNodes);
    document.documentElement.lang = code;
    document.title = fresh.dataset.title;
    history.replaceState(null, "", chat.querySelector(".brand").getAttribute("href"));
    turns.forEach((turn, at) => (turn.node = fromHtml(drawn[at]).firstElementChild));
    find("conversation").append(...turns.map((turn) => turn.node));
    find("take").hidden = !turns.length;
    showWelcome(!turns.length);
    fill(typed);
    editing = null;
    showScope();
    turns.at(-1)?.node.scrollIntoView({ block: "start" });
    chat.querySelector("nav a[hreflang]").focus({ preventScroll: true });
  } catch {
    location.href = link.href;
  }
}

function clicked(event) {
  const target = event.target.closest("a, button");
  if (!target || !target.closest("#chat") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const data = target.dataset;
  if ("evidence" in data) openEvidence(target);
  else if ("help" in data) openHelp(target);
  else if ("clear" in data) clear();
  else if ("copy" in data) copy(turnOf(target), data.copy, ui(), target.parentElement.dataset).then(tell);
  else if ("take" in data) take(turns, data.take, ui()).catch((error) => tell(error.message));
  else if ("why" in data) why(target);
  else if ("edit" in data) edit(target);
  else if ("cancel" in data) stopEditing();
  else if ("scope" in data) openScope(target, ui());
  else if ("ask" in data) ask(data.ask);
  else if (target.hreflang) changeLanguage(target);
  else return;
  if ("copy" in data || "take" in data) closeMenus();
  event.preventDefault();
}

// Gradio sets the browser's language on the page when it starts; the page's own is the chat's.
function keepLanguage() {
  const root = document.documentElement;
  const own = root.lang;
  const keep = () => {
    const right = find("chat")?.dataset.ui ?? own;
    if (root.lang !== right) root.lang = right;
  };
  new MutationObserver(keep).observe(root, { attributeFilter: ["lang"] });
}

function start() {
  keepLanguage();
  listen();
  listenToMenus();
  listenToChips();
  listenToScope();
  document.addEventListener("click", clicked);
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "composer") return;
    event.preventDefault();
    if (running) running.abort();
    else send();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "question" || event.isComposing) return;
    if (event.key === "Escape" && editing) stopEditing();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (!running) send();
  });
  document.addEventListener("input", (event) => event.target.id === "question" && stretch(event.target));
  document.addEventListener("close", hidePeek, true);
  whenThere("chat", watchLibrary);
  whenThere("question", takeAsked);
}

// A glossary term's "ask about it" leads to /#ask=...: the question is filled in, not sent.
function takeAsked() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("ask");
  if (!asked) return;
  history.replaceState(null, "", location.pathname);
  const box = find("question");
  box.value = asked.slice(0, 2000);
  grow(box);
  box.focus();
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
