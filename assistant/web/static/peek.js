// What a citation quotes, shown beside it while it is hovered or has the focus. A click opens the document (panels.js).

const DELAY = 120;
let timer = 0;
let shown = null;

const box = () => document.getElementById("peek");

function show(chip) {
  const number = chip.textContent.replace(/\D/g, "");
  const told = chip.closest(".turn")?.querySelector(`template[data-peek="${number}"]`);
  if (!told) return;
  const peek = box();
  peek.replaceChildren(told.content.cloneNode(true));
  peek.hidden = false;
  place(peek, chip.getBoundingClientRect());
  chip.setAttribute("aria-describedby", "peek");
  shown = chip;
}

// Above the chip where there is room, else below; never out of the window.
function place(peek, at) {
  const edge = 12;
  const width = peek.offsetWidth;
  const height = peek.offsetHeight;
  const left = Math.min(Math.max(edge, at.left + at.width / 2 - width / 2), innerWidth - width - edge);
  const above = at.top - height - 8;
  const top = above > 72 ? above : at.bottom + 8;
  peek.style.left = `${left}px`;
  peek.style.top = `${top}px`;
}

// While the page moves it stays with its chip, until that is out of sight.
function follow() {
  if (!shown) return;
  const at = shown.getBoundingClientRect();
  if (at.bottom < 0 || at.top > innerHeight) hidePeek();
  else place(box(), at);
}

export function hidePeek() {
  clearTimeout(timer);
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  box().hidden = true;
}

const chipOf = (event) => event.target.closest?.(".turn a.chip");

export function listenToChips() {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const chip = chipOf(event);
    if (chip === shown && chip) return clearTimeout(timer);
    if (event.target.closest("#peek")) return clearTimeout(timer); // it may be moved onto
    clearTimeout(timer);
    timer = setTimeout(() => (chip ? (hidePeek(), show(chip)) : hidePeek()), DELAY);
  });
  document.addEventListener("focusin", (event) => {
    const chip = chipOf(event);
    hidePeek();
    if (chip?.matches(":focus-visible")) show(chip);
  });
  document.addEventListener("focusout", hidePeek);
  document.addEventListener("click", (event) => chipOf(event) && hidePeek());
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !shown) return;
      event.stopPropagation(); // the first Escape is for this; a panel stays
      hidePeek();
    },
    true,
  );
  addEventListener("scroll", follow, { passive: true });
}
