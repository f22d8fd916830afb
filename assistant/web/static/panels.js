// The panels: help, and the evidence that a citation opens. Keyboard: Escape closes, Tab stays inside.

const WIDE = "(min-width: 70rem)";
let opener = null;

const dialog = (name) => document.getElementById(name);

export function openHelp(from) {
  openPanel(dialog("help"), from, true);
}

export async function openEvidence(link) {
  const panel = dialog("evidence");
  const body = panel.querySelector(".body");
  const full = panel.querySelector("[data-full]");
  mark(link);
  panel.querySelector("[data-number]").textContent = link.textContent;
  full.href = link.href;
  body.replaceChildren(document.getElementById("loading").content.cloneNode(true));
  if (!panel.open) openPanel(panel, link, !matchMedia(WIDE).matches);
  opener = link;
  try {
    const reply = await fetch(link.href);
    if (full.href !== link.href) return;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    body.replaceChildren(page.querySelector(".reader, .problem"));
  } catch {
    body.replaceChildren(document.getElementById("failure").content.cloneNode(true));
    return;
  }
  const text = body.querySelector(".document");
  const quote = body.querySelector("mark");
  if (!quote) return;
  const above = quote.getBoundingClientRect().top - text.getBoundingClientRect().top;
  text.scrollTop = above - text.clientHeight / 5;
}

function mark(link) {
  for (const chip of document.querySelectorAll(".chip.current")) chip.classList.remove("current");
  if (link) link.classList.add("current");
}

export function openPanel(panel, from, modal) {
  for (const other of document.querySelectorAll("dialog.panel[open]")) if (other !== panel) other.close();
  opener = from;
  if (panel.open) return;
  if (modal) panel.showModal();
  else panel.show();
  panel.classList.toggle("modal", modal);
  document.documentElement.classList.toggle("with-evidence", panel.id === "evidence" && !modal);
  panel.querySelector("[data-close]").focus();
}

export function closePanels() {
  for (const panel of document.querySelectorAll("dialog.panel[open]")) panel.close();
}

function closed(panel) {
  if (document.querySelector("dialog.panel[open]")) return;
  document.documentElement.classList.remove("with-evidence");
  if (panel.id === "evidence") mark(null);
  if (opener && opener.isConnected) opener.focus();
  opener = null;
}

function keepInside(event, panel) {
  const stops = [...panel.querySelectorAll("a[href], button, input, [tabindex='0']")].filter((stop) => stop.offsetParent);
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}

export function listen() {
  document.addEventListener("keydown", (event) => {
    const panel = document.querySelector("dialog.panel[open]");
    if (!panel) return;
    if (event.key === "Escape") {
      event.preventDefault();
      panel.close();
    } else if (event.key === "Tab" && panel.contains(document.activeElement)) {
      keepInside(event, panel);
    }
  });
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest("[data-close]") || target.matches("dialog.panel.modal")) target.closest("dialog").close();
  });
  document.addEventListener("close", (event) => closed(event.target), true);
}
