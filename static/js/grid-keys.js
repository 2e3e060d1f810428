// Keys of the builder's grid: Enter and arrows move, Escape takes back, Alt+arrow reorders, Ctrl+Z undoes.

import { builder, forget, isCell, rowOf, save, typed } from "./grid-cells.js";
import { step as move } from "./grid-place.js";
import { pin, why } from "./grid-tools.js";

function go(cell, step) {
  const column = [...builder.querySelectorAll(`[data-cell][name="${cell.name}"]`)];
  const next = column[column.indexOf(cell) + step];
  if (next) next.focus();
  else save(cell);
}

// Keys with Alt act on the number or the exercise in hand; by place on the keyboard, as Alt may type letters.
function withAlt(event, cell) {
  const lead = document.getElementById(rowOf(cell).id.split("-")[0]);
  const isNumber = cell.name !== "note";
  if (event.code === "KeyP" && isNumber) pin(cell);
  else if (event.code === "KeyW" && isNumber) why(cell);
  else if (event.code === "KeyG") lead.querySelector('.grid__goal [aria-pressed="false"]')?.click();
  else if (event.key === "Enter") lead.querySelector(".grid__actions [data-detail]")?.click();
  else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    save(cell);
    move(lead, event.key === "ArrowDown");
  } else return false;
  return true;
}

function inCell(event, cell) {
  if (event.altKey) return withAlt(event, cell);
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && cell.value !== cell.dataset.was) {
    cell.value = cell.dataset.was;
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    forget(cell);
    return true;
  }
  if (step) go(cell, step);
  return Boolean(step);
}

// Enter in a line adds what it says; where several exercises may be meant, it goes to the list of them.
function addLine(form) {
  const [input, line] = [form.querySelector("input[type=search]"), form.querySelector("[data-for]")];
  const shown = line?.dataset.for === input.value.replace(/\s+/g, " ").trim();
  const first = shown && line.querySelector("button");
  if (first && "choose" in line.dataset) first.focus();
  else if (first) form.requestSubmit(first);
  else if (input.value.trim()) form.requestSubmit();
}

function inOptions(event) {
  const box = event.target.closest("[data-add]");
  if (box && event.key === "Enter" && event.target.matches("input")) {
    addLine(box);
    return true;
  }
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

// Undo and redo, unless something is being typed: then the keys are the field's own.
function step(event) {
  const { target } = event;
  const typing = isCell(target) ? typed.has(target.id) : target.matches("input, textarea, select");
  const button = document.getElementById(event.shiftKey ? "redo" : "undo");
  if (typing || !button) return;
  event.preventDefault();
  button.click();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z") step(event);
});

builder.addEventListener("focusin", ({ target }) => isCell(target) && target.select());
