// The line that says whether questions can be answered yet: asked for until the library is open.

const line = () => document.getElementById("library");

let watching = false;
export async function watchLibrary() {
  if (watching) return;
  watching = true;
  for (let first = true; ; first = false) {
    let state = null;
    try {
      state = await (await fetch(`/status/${document.getElementById("chat").dataset.ui}`)).json();
    } catch {
      if (first) break;
    }
    if (state?.ready) {
      if (!line().hidden) show(line(), state);
      setTimeout(() => (line().hidden = true), 2500);
      break;
    }
    if (state) show(line(), state);
    await new Promise((done) => setTimeout(done, state?.opening ? 1000 : 5000));
  }
  watching = false;
}

function show(shown, state) {
  if (shown.dataset.html !== state.html) shown.innerHTML = shown.dataset.html = state.html;
  shown.classList.toggle("wrong", !state.ready && !state.opening);
  shown.hidden = false;
}
