// The trainer's page: sends a file with its progress, and shows how far a change of the library is.

const state = document.querySelector("#state");
const form = document.querySelector("#send");
const file = form.querySelector("input");
const button = form.querySelector("button");
const bar = form.querySelector("progress");
const sent = form.querySelector("#sent");

async function watch() {
  try {
    const reply = await fetch(state.dataset.address, { headers: { Accept: "application/json" } });
    if (reply.ok) {
      const found = await reply.json();
      state.textContent = found.text;
      if (!found.running) return location.reload();
    }
  } catch { /* the server may be restarting: ask again */ }
  setTimeout(watch, 700);
}

function say(text, isWrong = false) {
  sent.textContent = text;
  sent.classList.toggle("wrong", isWrong);
}

function fail(text) {
  bar.hidden = true;
  button.disabled = false;
  say(text, true);
}

function send(chosen) {
  const request = new XMLHttpRequest();
  request.open("POST", `${form.dataset.address}?name=${encodeURIComponent(chosen.name)}`);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader("X-Form-Token", form.dataset.token);
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.upload.addEventListener("load", () => say(form.dataset.reading));
  request.addEventListener("error", () => fail(form.dataset.broken));
  request.addEventListener("load", () => {
    if (request.status === 200) return location.assign(request.response.address);
    const error = request.response?.error;
    fail(error ? `${error.message} ${error.hint}` : form.dataset.broken);
  });
  bar.hidden = false;
  bar.value = 0;
  button.disabled = true;
  say(form.dataset.sending);
  request.send(chosen);
}

function chosenFile() {
  const chosen = file.files[0];
  const isTooLarge = chosen && chosen.size > Number(form.dataset.limit);
  button.disabled = !chosen || isTooLarge;
  say(isTooLarge ? form.dataset.tooLarge : "", isTooLarge);
}

file.addEventListener("change", chosenFile);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (file.files[0]) send(file.files[0]);
});
if (file.files[0]) chosenFile(); // the browser may keep a choice when one comes back
if (state.dataset.running === "yes") watch();
