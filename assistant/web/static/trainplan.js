// A session plan as plain data: every function takes a plan and gives a changed copy, or says something about it.

const LONGEST_STRETCH = 100; // minutes without a break
const LEAST = 3; // minutes of a part when times are fitted

const WORK = new Set(["input", "discussion", "activity"]);

const copy = (plan) => structuredClone(plan);

export const sum = (plan) => plan.blocks.reduce((total, block) => total + block.minutes, 0);

export function starts(plan) {
  const clock = {};
  return plan.blocks.map((block) => {
    const from = clock[block.day] || 0;
    clock[block.day] = from + block.minutes;
    return from;
  });
}

export function atTime(begins, minutes) {
  const [hours, rest] = begins.split(":").map(Number);
  const all = hours * 60 + rest + minutes;
  return `${String(Math.floor(all / 60) % 24).padStart(2, "0")}.${String(all % 60).padStart(2, "0")}`;
}

// Stretches of a day without a break that are too long: [{day, from, to, minutes}].
export function withoutBreak(plan) {
  const found = [];
  const from = starts(plan);
  let open = null;
  plan.blocks.forEach((block, at) => {
    if (block.kind === "break" || (open && open.day !== block.day)) open = null;
    if (block.kind === "break") return;
    open = open || { day: block.day, from: from[at] };
    open.to = from[at] + block.minutes;
    open.minutes = open.to - open.from;
    if (open.minutes > LONGEST_STRETCH && !found.includes(open)) found.push(open);
  });
  return found;
}

const indexOf = (plan, id) => plan.blocks.findIndex((block) => block.id === id);

export function changed(plan, id, values) {
  const next = copy(plan);
  Object.assign(next.blocks[indexOf(next, id)], values);
  return next;
}

export function removed(plan, id) {
  const next = copy(plan);
  next.blocks.splice(indexOf(next, id), 1);
  return next;
}

// One place up (-1) or down (1). At the edge of a day it goes into the other day first.
export function moved(plan, id, by) {
  const next = copy(plan);
  const at = indexOf(next, id);
  const beside = next.blocks[at + by];
  if (!beside) return plan;
  if (beside.day !== next.blocks[at].day) next.blocks[at].day = beside.day;
  else [next.blocks[at], next.blocks[at + by]] = [beside, next.blocks[at]];
  return next;
}

export const canMove = (plan, id, by) => Boolean(plan.blocks[indexOf(plan, id) + by]);

export function swapped(plan, id, block) {
  const next = copy(plan);
  const at = indexOf(next, id);
  const { day, minutes } = next.blocks[at];
  next.blocks[at] = { ...block, id, day, minutes };
  return next;
}

export function added(plan, after, block) {
  const next = copy(plan);
  const at = indexOf(next, after);
  const known = new Set(next.blocks.map((one) => one.id));
  let number = next.blocks.length + 1;
  while (known.has(`b${number}`)) number += 1;
  next.blocks.splice(at + 1, 0, { ...block, id: `b${number}`, day: next.blocks[at].day });
  return next;
}

export function emptyBlock(kind, title) {
  return { id: "", kind, title, minutes: 15, day: 1, topic: "", messages: [], steps: [], discussion: [], activity: null, materials: [] };
}

// The text of a message of a block. A quotation that is changed is one no more.
export function said(plan, id, at, text) {
  const next = copy(plan);
  const { messages } = next.blocks[indexOf(next, id)];
  if (messages[at].text !== text) messages[at] = ownWords(text);
  return next;
}

export const ownWords = (text) => ({ text, citations: [], own: true, stale: false });

export function saidMore(plan, id, text) {
  const next = copy(plan);
  next.blocks[indexOf(next, id)].messages.push(ownWords(text));
  return next;
}

export function unsaid(plan, id, at) {
  const next = copy(plan);
  next.blocks[indexOf(next, id)].messages.splice(at, 1);
  return next;
}

export function withoutItem(plan, id) {
  const keep = (item) => item.id !== id;
  return { ...copy(plan), pre_test: plan.pre_test.filter(keep), post_test: plan.post_test.filter(keep) };
}

// Times changed so that they add up to `asked`: the longest working part gives, the shortest takes, a minute at a time.
export function fitted(plan, asked) {
  const next = copy(plan);
  const work = next.blocks.filter((block) => WORK.has(block.kind));
  const parts = work.length ? work : next.blocks.filter((block) => block.kind !== "break");
  let short = asked - sum(next);
  while (short && parts.length) {
    const step = Math.sign(short);
    const some = parts.filter((block) => step > 0 || block.minutes > LEAST);
    if (!some.length) break;
    const chosen = some.reduce((best, block) => ((step > 0 ? block.minutes < best.minutes : block.minutes > best.minutes) ? block : best));
    chosen.minutes += step;
    short -= step;
  }
  return next;
}

export const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
