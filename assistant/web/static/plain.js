// Every page but the chat: the quick exit leaves nothing of this page to go back to.

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-leave]")) return;
  event.preventDefault();
  document.body.replaceChildren();
  location.replace("/leave");
});
