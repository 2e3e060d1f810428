// What was typed in the plan's cells and the server has not taken yet. One request at a time, in order.

import { freshKey, isLost, post } from "./plan-ask.js";
import { addressOf, cellOf, draw, glow, idOf, markSame, nameOf, plan, textOf, weekOf } from "./plan-grid.js";
import { say } from "./plan-note.js";

// By cell: { text, stored, over, state, said, theirs, reach }. `stored` is what the trainer saw there before.
// States: waiting, sending; failed (no answer), refused (can't be), stale (somebody else was here).
const held = new Map();
const state = document.getElementById("save-state");
const button = state.querySelector("[data-retry]");
const reach = document.getElementById("reach");
const unsettled = ({ state: now }) => ["failed", "refused", "stale"].includes(now);
let sending = false;
let editing = null; // { id, stored } of the cell in the editor
let jobs = 0; // other requests that write, such as a paste

export const heldOf = (cell) => held.get(idOf(cell));
export const storedOf = (cell) => heldOf(cell)?.stored ?? textOf(cell);
export const entries = () => [...held.values()];

export function refreshState() {
  const all = entries();
  const word = all.some(unsettled) ? "failed" : all.length || jobs ? "saving" : "saved";
  button.textContent = all.some(({ state: now }) => now === "failed") ? "Save again" : "Show";
  if (state.dataset.state === word) return;
  state.dataset.state = word;
  state.querySelector("output").textContent = state.dataset[word];
}

function mark(id) {
  const cell = cellOf(id);
  const entry = held.get(id);
  if (!cell) return;
  cell.classList.toggle("pending", Boolean(entry) && !unsettled(entry));
  cell.classList.toggle("unsaved", Boolean(entry) && unsettled(entry));
  if (entry && unsettled(entry)) cell.setAttribute("aria-invalid", "true");
  else cell.removeAttribute("aria-invalid");
  plan.dispatchEvent(new CustomEvent("plan:held", { detail: cell }));
}

export function edits(cell) {
  editing = cell && { id: idOf(cell), stored: storedOf(cell) };
}

// Keeps a typed text and sends it in its turn.
export function save(cell, text, over) {
  const stored = editing?.id === idOf(cell) ? editing.stored : storedOf(cell);
  hold(cell, { text, stored, state: "waiting", reach: reach.value, over });
  flush();
}

export function hold(cell, entry) {
  const id = idOf(cell);
  held.delete(id); // the newest goes last
  held.set(id, { key: freshKey(), ...entry });
  draw(cell, entry.text);
  markSame(cell.parentElement);
  mark(id);
  refreshState();
}

export function letGo(cell, text) {
  held.delete(idOf(cell));
  draw(cell, text);
  markSame(cell.parentElement);
  mark(idOf(cell));
  refreshState();
}

// Cells that say something else now; a text that was typed there stays, and is compared with the new one.
export function apply(cells) {
  const lines = new Set();
  for (const [id, [was, now]] of Object.entries(cells)) {
    const [cell, entry] = [cellOf(id), held.get(id)];
    if (!cell) continue;
    if (entry && entry.stored === was) entry.stored = now;
    if (editing?.id === id && editing.stored === was) editing.stored = now;
    if (entry || textOf(cell) === now) continue;
    draw(cell, now);
    glow(cell);
    lines.add(cell.parentElement);
  }
  lines.forEach(markSame);
}

async function send(id, entry) {
  const cell = cellOf(id);
  if (!cell) return void held.delete(id);
  entry.state = "sending";
  const { text, stored, over, key } = entry;
  const values = { text, was: stored, over, reach: entry.reach, week: weekOf(cell), key };
  const { status, body } = await post(addressOf(cell), values);
  const now = held.get(id);
  if (status === 200) {
    if (now === entry) held.delete(id);
    if (cellOf(id) && now === entry) draw(cellOf(id), stored);
    apply(body.cells);
    if (cellOf(id)) markSame(cellOf(id).parentElement);
    if (body.said) plan.dispatchEvent(new CustomEvent("plan:done", { detail: body }));
  } else if (now === entry) {
    Object.assign(entry, { state: isLost(status) ? "failed" : status === 409 ? "stale" : "refused", said: body.said });
    Object.assign(entry, { theirs: body.stored, marked: body.marked });
    say(cellOf(id) ? `${nameOf(cellOf(id))}: ${body.said}` : body.said);
  }
  mark(id);
}

async function flush() {
  if (sending) return;
  sending = true;
  for (let next; (next = [...held].find(([, { state: now }]) => now === "waiting")); ) {
    await send(...next);
    refreshState();
    if (held.get(next[0])?.state === "failed") break;
  }
  sending = false;
  if (entries().some(({ state: now }) => now === "failed")) {
    for (const [id, entry] of held) {
      if (entry.state === "waiting") entry.state = "failed";
      mark(id);
    }
  }
  refreshState();
}

// Sends again what had no answer; the key stays, so that what did arrive is not done twice.
export function retry() {
  for (const entry of held.values()) if (entry.state === "failed") entry.state = "waiting";
  return flush();
}

export function useMine(cell) {
  const entry = heldOf(cell);
  Object.assign(entry, { stored: entry.theirs, state: "waiting", key: freshKey() });
  mark(idOf(cell));
  return flush();
}

// A request that writes and is not about one cell; waits for those under way, so that nothing overtakes.
export async function job(run) {
  jobs += 1;
  refreshState();
  while (sending) await new Promise((resume) => setTimeout(resume, 20));
  try {
    return await run();
  } finally {
    jobs -= 1;
    refreshState();
  }
}

// Lines were made anew: what is typed in them stands there again.
plan.addEventListener("plan:arranged", () => {
  for (const [id, { text }] of held) {
    const cell = cellOf(id);
    if (!cell) continue;
    draw(cell, text);
    markSame(cell.parentElement);
    mark(id);
  }
});

export const firstUnsettled = () => [...held].find(([, entry]) => unsettled(entry))?.[0];
window.addEventListener("online", retry);
window.addEventListener("beforeunload", (event) => (held.size || jobs) && event.preventDefault());
