// The builder's grid: typing previews, leaving a cell saves, answers patch cells in place.

import { began, builder, cellIn, ended, failed, forget, isAnswered, isCell, rowOf, save, typed } from "./grid-cells.js";

const turns = new WeakMap(); // row -> counts what was typed or sent, so that older previews are dropped
const about = new WeakMap(); // request -> what it was sent for
const isPreview = (element) => element.matches("[data-preview]");
const turn = (row) => row && turns.set(row, (turns.get(row) ?? 0) + 1);

builder.addEventListener("input", ({ target }) => {
  if (!isCell(target)) return;
  typed.set(target.id, target.value);
  target.removeAttribute("aria-invalid");
  rowOf(target).dataset.edited = target.name;
  turn(rowOf(target));
});

builder.addEventListener("focusout", ({ target }) => isCell(target) && save(target));

// Every request says which cell it is about and what stood there, and carries a key of its own.
builder.addEventListener("htmx:configRequest", ({ detail: { elt, parameters, triggeringEvent, verb } }) => {
  parameters.set("week", document.getElementById("grid").dataset.week);
  if (verb === "get") return;
  parameters.set("reach", document.getElementById("reach")?.value ?? "every");
  const row = rowOf(elt);
  const source = triggeringEvent?.target;
  const cell = isCell(source) ? cellIn(row, source.name) : isPreview(elt) && cellIn(row, row.dataset.edited);
  if (cell) {
    parameters.set("field", cell.name);
    parameters.set("was", cell.dataset.was);
  }
  const numbers = row ? [...row.querySelectorAll("[data-cell]")] : [];
  for (const { name, value } of numbers) if (name !== "note" || cell?.name === "note") parameters.set(name, value);
  parameters.set("marks", numbers.filter(({ name }) => name !== "note").map(({ dataset }) => dataset.mark).join("|"));
  for (const name of ["findings", "muscles"]) {
    parameters.set(name, document.getElementById(`panel-${name}`)?.dataset.digest ?? "");
  }
  if (!isPreview(elt)) parameters.set("key", crypto.randomUUID());
});

// A preview of what is saved, being saved, or was refused, would hide what the save has to say.
builder.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  if (!isPreview(elt)) return;
  const cell = cellIn(rowOf(elt), rowOf(elt).dataset.edited);
  if (!cell || isAnswered(cell)) event.preventDefault();
});

builder.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr, requestConfig } }) => {
  const row = rowOf(elt);
  if (isPreview(elt)) return void about.set(xhr, { row, turn: turns.get(row) });
  if (requestConfig.verb === "get") return; // only asks
  turn(row);
  const cell = cellIn(row, requestConfig.parameters.field);
  about.set(xhr, { id: cell?.id, text: cell?.value });
  began();
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const known = about.get(detail.xhr);
  if (!known) return;
  if ("turn" in known) {
    if (known.turn !== turns.get(known.row)) detail.shouldSwap = false;
  } else if (detail.xhr.status === 409) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

// What arrives for a cell or a toggle changes the one on the page; it never replaces it.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target, fragment } = detail;
  const fresh = fragment.firstElementChild;
  if (!fresh || !target.matches?.("[data-cell], [data-patch]")) return;
  detail.shouldSwap = false;
  for (const { name, value } of fresh.attributes) {
    if (name.startsWith("data-") || name.startsWith("aria-")) target.setAttribute(name, value);
  }
  const value = fresh.getAttribute("value");
  if (!isCell(target) || typed.has(target.id) || target.value === value) return;
  target.value = value;
  if (target === document.activeElement) target.select();
  target.classList.remove("changed");
  requestAnimationFrame(() => target.classList.add("changed"));
});

document.addEventListener("htmx:afterRequest", ({ detail: { xhr, failed: lost } }) => {
  const known = about.get(xhr);
  if (!known || "turn" in known) return;
  const ok = !lost && xhr.status > 0 && xhr.status < 400;
  ended({ ...known, ok });
  const cell = document.getElementById(known.id);
  const row = ok && cell && !typed.has(cell.id) && rowOf(cell);
  if (row && row.dataset.edited === cell.name) delete row.dataset.edited; // a late preview would only repeat it
});

// "Save again" sends what the server has not taken; a conflict lets the trainer choose a value.
builder.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-retry], [data-choose]");
  if (!button) return;
  for (const id of button.dataset.cell ? [button.dataset.cell] : [...failed.keys()]) {
    const cell = document.getElementById(id);
    if (!cell) continue;
    if (button.dataset.choose === "stored") {
      cell.value = cell.dataset.was;
      forget(cell);
    } else {
      typed.set(id, cell.value);
      save(cell);
    }
  }
  button.closest("[data-conflict]")?.remove();
});

window.addEventListener("beforeunload", (event) => typed.size && event.preventDefault());
