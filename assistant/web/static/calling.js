// The page's own addresses: what is posted, and what comes back. Nothing is kept between calls.

const JSON_TYPE = { "Content-Type": "application/json" };

// Lines of JSON as they arrive; the last one is the turn, or an error.
export async function* lines(path, data, signal) {
  const reply = await fetch(path, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(data), signal });
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
  }
}

export async function post(path, data) {
  const ui = data.ui;
  const reply = await fetch(`${path}?ui=${ui}`, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(data) });
  if (!reply.ok) {
    const { error } = await reply.json();
    throw new Error([error.message, error.hint].join(" ").trim());
  }
  return reply;
}
