// Keys and pointer of the plan, as in a spreadsheet.

import { fillRight, leaveOut, redo, undo } from "./plan-clip.js";
import { cancel, commit, edited, isOpen, open } from "./plan-edit.js";
import { isCell, plan } from "./plan-grid.js";
import { firstChoice, noteHolds, say } from "./plan-note.js";
import { choose, chosen, current, leaving, move, moveOn, moveToEdge, selectable } from "./plan-select.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function inEditor(event) {
  const cell = edited();
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" && !event.shiftKey) commit() && (choose(cell), move(1, 0));
  else if (event.key === "Tab") commit() && (choose(cell), moveOn(event.shiftKey ? -1 : 1));
  else return false;
  return true;
}

function withControl(event, cell) {
  const arrow = ARROWS[event.key];
  if (arrow) moveToEdge(...arrow, { extend: event.shiftKey });
  else if (event.key === "Home" || event.key === "End") moveToEdge(...(event.key === "Home" ? [-1, -1] : [1, 1]));
  else if (event.key.toLowerCase() === "d") fillRight();
  else if (event.key.toLowerCase() === "z") event.shiftKey ? redo() : undo();
  else if (event.key.toLowerCase() === "y") redo();
  else if (event.key.toLowerCase() === "a") selectAll(cell);
  else return false;
  return true;
}

function selectAll(cell) {
  moveToEdge(-1, -1);
  moveToEdge(1, 1, { extend: true });
  return cell;
}

function inCell(event, cell) {
  if ((event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph")) return withControl(event, cell);
  if (event.altKey && event.key.length > 1) return false;
  const arrow = ARROWS[event.key];
  if (arrow) move(...arrow, { extend: event.shiftKey });
  else if (event.key === "Home" || event.key === "End") moveToEdge(0, event.key === "Home" ? -1 : 1, { extend: event.shiftKey });
  else if (event.key === "Enter" && event.shiftKey) addGroup(cell);
  else if (event.key === "Enter" || event.key === "F2") open(cell);
  else if (event.key === "Tab" && !event.shiftKey && firstChoice()) firstChoice().focus();
  else if (event.key === "Tab") return !leaving.now && moveOn(event.shiftKey ? -1 : 1);
  else if (event.key === "Delete" || event.key === "Backspace") leaveOut();
  else if (event.key === "Escape") return rest(cell);
  else if (event.key.length === 1 && event.key !== " ") return void open(cell, ""); // the key types itself
  else if (event.key === "Process") return void open(cell, "");
  else return event.key === " ";
  return true;
}

// Opens a cell with an empty line after what stands in it, for one more set group.
function addGroup(cell) {
  open(cell);
  document.execCommand("insertText", false, "\n");
}

function rest(cell) {
  if (chosen().flat().length > 1) choose(cell);
  leaving.now = true;
  say("Tab leaves the plan now.");
  return true;
}

plan.addEventListener("keydown", (event) => {
  if (event.isComposing && isOpen()) return;
  if (event.key === "Escape" && noteHolds(event.target)) return void current()?.focus();
  const editing = isOpen() && event.target.matches(".plan__text");
  if (!editing && !isCell(event.target)) return;
  if (!["Escape", "Shift", "Tab"].includes(event.key)) leaving.now = false;
  const handled = editing ? inEditor(event) : inCell(event, event.target);
  if (handled) event.preventDefault();
});

// A cell that is clicked is chosen, with Shift up to it; dragging chooses all between. A second tap edits.
let dragging = false;
let before = null; // what had the focus when the pointer went down
let finger = false;
plan.addEventListener("pointerdown", (event) => {
  const cell = selectable(event.target);
  if (!cell || event.button > 0) return;
  before = document.activeElement;
  finger = event.pointerType === "touch";
  leaving.now = false;
  if (finger) return; // it may be a scroll: see click
  event.preventDefault();
  if (isOpen()) commit({ leaving: true });
  choose(cell, { extend: event.shiftKey });
  dragging = true;
});
plan.addEventListener("pointerover", ({ target }) => {
  const cell = dragging && selectable(target);
  if (cell && cell !== current()) choose(cell, { extend: true });
});
window.addEventListener("pointerup", () => (dragging = false));
plan.addEventListener("click", (event) => {
  const cell = selectable(event.target);
  if (!cell || !finger) return;
  if (cell === before) open(cell);
  else choose(cell);
});
plan.addEventListener("dblclick", ({ target }) => selectable(target) && open(selectable(target)));
// A focus that comes by itself, as by a screen reader's own keys, chooses too.
plan.addEventListener("focusin", ({ target }) => isCell(target) && target !== current() && choose(target, { focus: false }));
