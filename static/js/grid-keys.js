// Keys of the builder's grid: Enter and arrows move, Escape takes back, Alt+arrow reorders.

import { builder, forget, isCell, rowOf, save } from "./grid-cells.js";

function go(cell, step) {
  const column = [...builder.querySelectorAll(`[data-cell][name="${cell.name}"]`)];
  const next = column[column.indexOf(cell) + step];
  if (next) next.focus();
  else save(cell);
}

function inCell(event, cell) {
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && event.altKey) {
    save(cell);
    rowOf(cell).querySelector(`[data-move="${step}"]`)?.click();
    return true;
  }
  if (event.key === "Escape" && cell.value !== cell.dataset.was) {
    cell.value = cell.dataset.was;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    forget(cell);
    return true;
  }
  if (step) go(cell, step);
  return Boolean(step);
}

function inOptions(event) {
  const box = event.target.closest("[data-add]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!box || !step) return false;
  const stops = [...box.querySelectorAll("input[type=search], button[name=exercise]")];
  stops[stops.indexOf(event.target) + step]?.focus();
  return true;
}

builder.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const handled = isCell(event.target) ? inCell(event, event.target) : inOptions(event);
  if (handled) event.preventDefault();
});

builder.addEventListener("focusin", ({ target }) => isCell(target) && target.select());
