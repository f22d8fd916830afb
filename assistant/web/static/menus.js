// Small menus (a <details class="menu">): one at a time; Escape and a click elsewhere close them.

const open = () => document.querySelectorAll("details.menu[open]");

export function closeMenus() {
  for (const menu of open()) menu.open = false;
}

export function listenToMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });
}
