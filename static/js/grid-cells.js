// What the builder's cells hold that the server has not taken yet.
//
// A cell is <input data-cell data-was="what is stored">. Its row is [data-row], the whole page part
// that never leaves is #builder.

export const builder = document.getElementById("builder");
export const typed = new Map(); // cell id -> text; nothing that arrives overwrites these
export const failed = new Map(); // cell id -> text that the server did not take
const pending = new Map(); // cell id -> text on its way
const state = document.getElementById("save-state");
let requests = 0;

// A request from a script. What goes wrong is said by feedback.js, which hears of it from htmx's events.
export const ask = (verb, url, options) => window.htmx.ajax(verb, url, options).catch(() => undefined);

export const isCell = (element) => element instanceof Element && element.matches("input[data-cell]");
export const rowOf = (element) => element.closest("[data-row]");
export const cellIn = (row, name) => row?.querySelector(`[data-cell][name="${CSS.escape(name ?? "")}"]`);

export const isAnswered = ({ id, value }) => pending.get(id) === value || failed.get(id) === value;

export function refreshState() {
  const word = failed.size ? "failed" : requests || pending.size ? "saving" : "saved";
  if (!state || state.dataset.state === word) return;
  state.dataset.state = word;
  state.querySelector("output").textContent = state.dataset[word];
}

// Asks the row to save this cell, once for each text.
export function save(cell) {
  if (!typed.has(cell.id) || pending.get(cell.id) === cell.value) return;
  pending.set(cell.id, cell.value);
  refreshState();
  cell.dispatchEvent(new CustomEvent("save", { bubbles: true }));
}

export function began() {
  requests += 1;
  refreshState();
}

// The request about this cell (if it was about one) has ended.
export function ended({ id, text, ok }) {
  requests -= 1;
  if (id) {
    if (pending.get(id) === text) pending.delete(id);
    if (ok && typed.get(id) === text) typed.delete(id);
    if (ok) failed.delete(id);
    else failed.set(id, text);
  }
  refreshState();
}

export function forget(cell) {
  for (const kept of [typed, pending, failed]) kept.delete(cell.id);
  refreshState();
}

// The grid was exchanged: put back at once what was typed …
export function putBack() {
  for (const [id, text] of typed) {
    const cell = document.getElementById(id);
    pending.delete(id);
    if (cell) cell.value = text;
    else for (const kept of [typed, failed]) kept.delete(id);
  }
}

// … and, once the new grid listens, send it again.
export function sendAgain() {
  for (const id of typed.keys()) {
    const cell = document.getElementById(id);
    if (cell !== document.activeElement) save(cell);
  }
  refreshState();
}
