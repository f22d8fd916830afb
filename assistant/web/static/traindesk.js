// The desk: the plan that is worked on, what it was before, and where the browser keeps it.

const KEY = "session-plan";
const MOST_STEPS = 100;

export const desk = { plan: null, asked: 0, begins: "08:00", past: [], future: [], kept: true };

export function put(plan, asked) {
  Object.assign(desk, { plan, asked, past: [], future: [] });
  keep();
}

// Take a changed plan; the one before can be had back.
export function change(plan) {
  if (plan === desk.plan || JSON.stringify(plan) === JSON.stringify(desk.plan)) return false;
  desk.past = [...desk.past, desk.plan].slice(-MOST_STEPS);
  desk.future = [];
  desk.plan = plan;
  keep();
  return true;
}

export function undo() {
  if (!desk.past.length) return false;
  desk.future.push(desk.plan);
  desk.plan = desk.past.pop();
  keep();
  return true;
}

export function redo() {
  if (!desk.future.length) return false;
  desk.past.push(desk.plan);
  desk.plan = desk.future.pop();
  keep();
  return true;
}

export function set(values) {
  Object.assign(desk, values);
  keep();
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify({ plan: desk.plan, asked: desk.asked, begins: desk.begins }));
    desk.kept = true;
  } catch {
    desk.kept = false;
  }
}

export function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing could be kept either.
  }
  Object.assign(desk, { plan: null, asked: 0, past: [], future: [] });
}
