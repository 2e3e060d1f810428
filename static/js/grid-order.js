// While the grid is being exchanged, what the trainer does next waits for the new one.
//
// A change of structure (add, move, remove, toggle all) answers with the whole grid. The buttons and
// boxes that are on the page meanwhile are about to go, so a press on them is kept by id and made on
// their successors, with what was typed.

import { builder, putBack, sendAgain } from "./grid-cells.js";

const waiting = []; // what was done meanwhile: { id, values }
let exchanging = null; // the element whose answer will be the new grid; asked again when its turn comes
let box = null; // the search box that is being typed in: { id, value }

// Does something once no exchange is under way: now, or after the one that is.
export function later(run) {
  if (exchanging) waiting.push({ run });
  else run();
}

const rebuilds = ({ target }) => target?.id === "grid";
const valuesOf = (form) => Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));

builder.addEventListener("htmx:confirm", (event) => {
  const { elt, triggeringEvent } = event.detail;
  if (event.detail.verb === "get" || elt.matches("[data-preview]")) return;
  if (exchanging && exchanging !== elt) {
    event.preventDefault();
    if (elt.matches("[data-row], [data-once]")) return; // saved again after it; a double click makes one
    const id = triggeringEvent?.submitter?.id || elt.id;
    waiting.push({ id, values: elt.matches("form") ? valuesOf(elt) : {} });
  } else if (rebuilds(event.detail)) {
    exchanging = elt;
  }
});

function again({ id, values, run }) {
  if (run) return run();
  const element = id && document.getElementById(id);
  if (!element) return;
  if (!element.matches("form")) return element.click();
  for (const [name, value] of Object.entries(values)) {
    const field = element.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  element.requestSubmit();
}

function done() {
  exchanging = null;
  while (waiting.length && !exchanging) again(waiting.shift());
}

// The box is emptied by adding; what is typed in it after that is the next exercise, and stays.
builder.addEventListener("htmx:beforeSend", ({ detail }) => {
  if (!rebuilds(detail)) return;
  const half = [...builder.querySelectorAll("input[type=search]")].find((input) => input.value);
  box = half && !detail.elt.matches("[data-add]") ? { id: half.id, value: half.value } : null;
});
builder.addEventListener("input", ({ target }) => {
  if (exchanging && target.matches("input[type=search]")) box = { id: target.id, value: target.value };
});

// What an exchange changed in a row that was there before it glows, as a patched cell does.
let before = new Map();
const cells = () => builder.querySelectorAll("[data-cell]");
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id === "grid") before = new Map([...cells()].map(({ id, value }) => [id, value]));
});

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "grid") return;
  putBack();
  const kept = box && document.getElementById(box.id);
  if (kept) kept.value = box.value;
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "grid") return;
  for (const cell of cells()) cell.classList.toggle("changed", (before.get(cell.id) ?? cell.value) !== cell.value);
  done();
  if (!exchanging) sendAgain();
  const kept = box && document.getElementById(box.id);
  kept?.dispatchEvent(new Event("input", { bubbles: true }));
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (rebuilds(detail) && (detail.failed || detail.xhr.status >= 500)) done();
});
