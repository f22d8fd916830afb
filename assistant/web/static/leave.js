// The quick exit, on every page: an empty page takes the place of this one, nothing of the app stays in the browser's
// storage, and going back does not return. Not a module: it has to run before anything is shown.

(() => {
  const EMPTY = "about:blank";
  const LEFT = "left";

  function leave() {
    try {
      localStorage.clear();
      sessionStorage.clear();
      sessionStorage.setItem(LEFT, "1"); // for this tab only: earlier pages of the app are not shown again by "back"
    } catch {
      // storage is switched off, so nothing is in it
    }
    document.documentElement.hidden = true;
    document.title = "";
    document.body?.replaceChildren();
    location.replace(EMPTY);
  }

  function guard(restored) {
    try {
      if (!sessionStorage.getItem(LEFT)) return;
      const [navigation] = performance.getEntriesByType("navigation");
      if (restored || navigation?.type === "back_forward") leave();
      else sessionStorage.removeItem(LEFT);
    } catch {
      // as above
    }
  }

  guard(false);
  addEventListener("pageshow", (event) => event.persisted && guard(true));
  addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.("[data-leave]")) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    },
    true,
  );
})();
