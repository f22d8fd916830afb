// An examiner's question: what is written is compared on the server, and kept nowhere.

import { fill, make, post, problem, quotation, waiting } from "/page/making.js";

const LONGEST = 2000;

export function examinerView(question, own, finished) {
  const field = make("textarea", { rows: "6", maxlength: String(LONGEST), autocomplete: "off", "aria-describedby": "sidang-private" });
  const send = make("button", { type: "submit", class: "button strong" }, own.compare);
  const skip = make("button", { type: "button", class: "button", onclick: () => reveal() }, own.show_passages);
  const result = make("div", { class: "feedback" });
  const form = make(
    "form",
    { class: "answer-box" },
    make("label", { class: "labelled" }, own.your_answer, field),
    make("p", { class: "hint", id: "sidang-private" }, own.private_answer),
    make("p", { class: "actions" }, send, skip),
  );

  function close(passages) {
    field.disabled = true;
    send.closest(".actions").remove();
    finished(null, passages.filter((one) => one.use === "missed").map((one) => one.citation));
  }

  function reveal() {
    const passages = question.answers.map((citation) => ({ use: "missed", citation }));
    result.replaceChildren(make("h3", {}, own.looked_for), ...passages.map((one) => quotation(one.citation, own)));
    close(passages);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return field.focus();
    send.disabled = skip.disabled = true;
    result.replaceChildren(waiting(own.comparing));
    try {
      const reply = await post("/practise/answer", { question: question.id, answer: field.value }, own);
      const { support, passages } = await reply.json();
      result.replaceChildren(...supportFirst(support), ...compared(passages, own, question.aspect));
      close(passages);
    } catch (error) {
      if (!error.message || error instanceof Error) throw error;
      result.replaceChildren(problem(error));
      send.disabled = skip.disabled = false;
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || send.disabled) return;
    event.preventDefault();
    form.requestSubmit();
  });

  return make(
    "article",
    { class: "item" },
    make("p", { class: "kind" }, `${own.ways.sidang.name} · ${own.aspects[question.aspect]}`),
    make("h2", { class: "asked", tabindex: "-1" }, question.text),
    form,
    result,
  );
}

// The server's own HTML, made by a template that escapes everything.
function supportFirst(html) {
  if (!html) return [];
  return [...new DOMParser().parseFromString(html, "text/html").body.children];
}

function compared(passages, own, aspect) {
  const of = (use) => passages.filter((one) => one.use === use);
  const counts = { used: of("used").length, touched: of("touched").length, count: passages.length };
  const line = fill(aspect === "claims" ? own.used_beside : own.used_own, counts);
  return [
    make("p", { class: "verdict", role: "status" }, line),
    ...["used", "touched", "missed"].filter((use) => of(use).length).map((use) =>
      make(
        "section",
        { class: `use ${use}` },
        make("h3", {}, own.uses[use].heading),
        make("p", { class: "hint" }, own.uses[use].hint),
        of(use).map((one) => quotation(one.citation, own)),
      ),
    ),
    make("p", { class: "hint" }, own.no_mark),
  ];
}
