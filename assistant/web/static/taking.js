// What is taken away: an answer for the clipboard, the conversation as a file. Made by the server from the documents,
// handed to the browser, kept by neither.

import { post } from "./calling.js";

const ENDINGS = { markdown: "md", html: "html", docx: "docx" };

// Says what came of it.
export async function copy(turn, format, ui, words) {
  try {
    await navigator.clipboard.writeText(format === "text" ? turn.copy : await asText(turn, format, ui));
    return words.copied;
  } catch {
    return words.failed;
  }
}

async function asText(turn, format, ui) {
  return (await post("/export", { turns: [turn.record], format, ui })).text();
}

export async function take(turns, format, ui) {
  const reply = await post("/export", { turns: turns.map((turn) => turn.record), format, ui });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await reply.blob());
  link.download = `${document.getElementById("take").dataset.name}.${ENDINGS[format]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
