// Elements from plain values: text is always text, never markup. Used by the pages for practising and for sessions.

export function make(tag, values = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const ui = document.documentElement.lang;

export function texts() {
  return JSON.parse(document.getElementById("texts").textContent);
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

// Ask the server; an error is thrown as {message, hint}.
export async function post(path, data, texts) {
  let reply;
  try {
    reply = await fetch(`${path}?ui=${ui}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ language: ui, ...data }),
    });
  } catch {
    throw texts.unreachable;
  }
  if (reply.ok) return reply;
  const body = await reply.json().catch(() => ({}));
  throw body.error || texts.unreachable;
}

export function problem(error) {
  return make(
    "div",
    { class: "problem", role: "alert", tabindex: "-1" },
    make("p", {}, make("strong", {}, error.message)),
    error.hint ? make("p", {}, error.hint) : null,
  );
}

export function waiting(text) {
  const dots = make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
  return make("p", { class: "waiting", role: "status" }, dots, text);
}

export function readerAddress(citation) {
  const place = `ui=${ui}&start=${citation.start}&end=${citation.end}`;
  return `/reader/${encodeURIComponent(citation.document_id)}?${place}#quote`;
}

// Where a quotation stands: title, section, page, sources.
export function placeOf(citation, texts) {
  const sources = citation.sources.map((one) => `${one.publisher}, ${one.title} (${one.year})`).join("; ");
  const printed = citation.page_label && citation.page_label !== String(citation.page);
  const page = citation.page && fill(printed ? texts.page_labelled : texts.page, citation);
  return [citation.title, citation.section, page, sources && `${texts.source_leads[citation.kind]} ${sources}`]
    .filter(Boolean)
    .join(" · ");
}

export function quotation(citation, texts) {
  return make(
    "figure",
    { class: "quotation" },
    make("blockquote", { class: "quoted", lang: citation.language }, citation.quote),
    make(
      "figcaption",
      {},
      placeOf(citation, texts),
      " ",
      make(
        "a",
        { class: "open-place", href: readerAddress(citation), target: "_blank", rel: "noopener" },
        texts.open_place,
        make("span", { class: "unseen" }, ` ${texts.new_tab}`),
      ),
    ),
  );
}
