// The one editor of the plan, laid over the cell that is typed in. Nothing that arrives touches its text.

import { post } from "./plan-ask.js";
import { addressOf, cellOf, idOf, nameOf, oneLine, plan, textOf, weekOf } from "./plan-grid.js";
import { hideNote, line, piece, problemLines, readOut, say, showUnder } from "./plan-note.js";
import { edits, heldOf, hold, letGo, save, storedOf } from "./plan-save.js";
import { choose } from "./plan-select.js";

const PAUSE = 150; // ms without typing before the server is asked
const editor = document.getElementById("plan-editor");
const field = editor.querySelector("textarea");
let cell = null; // the cell that is edited
let problem = null; // { text, body }: what the newest preview had against a text
let asked = null; // the preview under way
let timer = 0;
let over = "1"; // typed over what stood there, so that every number is meant; else changed in place

export const isOpen = () => cell !== null;
export const edited = () => cell;

function fit() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
  const [outer, box] = [plan.getBoundingClientRect(), cell.getBoundingClientRect()];
  const width = Math.max(box.width, Math.min(288, outer.width));
  editor.style.width = `${width}px`;
  editor.style.left = `${Math.max(0, Math.min(box.left - outer.left, outer.width - width))}px`;
  editor.style.top = `${box.top - outer.top}px`;
  editor.style.minHeight = `${box.height}px`;
  field.style.minHeight = `${box.height}px`;
}

// Opens over a cell with what stands in it, or with what was typed to begin with.
export function open(target, text = null) {
  if (cell) commit();
  cell = target;
  const stands = heldOf(cell)?.text ?? textOf(cell);
  over = text === null ? heldOf(cell)?.over ?? "" : "1";
  edits(cell);
  field.value = text ?? stands.split(" + ").join("\n");
  field.setAttribute("aria-label", nameOf(cell));
  editor.hidden = false;
  hideNote();
  readOut(true);
  problem = null;
  fit();
  field.focus({ preventScroll: true });
  editor.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (text === null) field.setSelectionRange(field.value.length, field.value.length);
  if (text !== null || heldOf(cell)) preview();
}

function close() {
  const target = cell;
  clearTimeout(timer);
  asked?.abort();
  cell = null;
  edits(null);
  editor.hidden = true;
  field.removeAttribute("aria-invalid");
  hideNote();
  readOut(false);
  return target;
}

export function cancel() {
  const target = cell;
  const entry = heldOf(target);
  close();
  if (entry && entry.state !== "sending" && entry.state !== "waiting") letGo(target, entry.theirs ?? entry.stored);
  choose(target);
}

// Saves what is typed; a text that can't be keeps the editor open, unless the trainer has gone elsewhere.
export function commit({ leaving = false } = {}) {
  const text = oneLine(field.value);
  const target = cellOf(idOf(cell)) ?? cell; // its line may have been made anew
  if (problem?.text === text && !leaving) {
    say(problem.body.said);
    return false;
  }
  const kept = heldOf(target);
  const known = problem?.text === text && problem.body;
  if (known) hold(target, { text, stored: kept?.stored ?? storedOf(target), state: "refused", over, ...known });
  else if (text !== (kept?.text ?? textOf(target)) || kept?.state === "refused") {
    if (text === storedOf(target) && kept?.state !== "sending") letGo(target, text);
    else save(target, text, over);
  }
  close();
  return true;
}

// What was understood and what follows from it, right under the editor.
async function preview() {
  asked?.abort();
  const [mine, target, text] = [new AbortController(), cell, oneLine(field.value)];
  asked = mine;
  try {
    const { status, body } = await post(`${addressOf(target)}preview/`, { text, over, week: weekOf(target) }, mine.signal);
    if (asked !== mine || cell !== target || oneLine(field.value) !== text) return;
    problem = status === 422 ? { text, body } : null;
    if (problem) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    if (status === 200) showUnder(editor, ...understood(body));
    else showUnder(editor, ...problemLines(body));
  } catch {
    // a newer one is on its way, or the editor is closed
  }
}

function understood({ groups, says, severity }) {
  const lines = groups.map((pieces, index) =>
    line([index ? "+ " : "", ...pieces.flatMap(([words, how]) => [how ? piece(words, `said said--${how}`) : words, " "])], "plan__typed"),
  );
  if (!groups.length) lines.push(line("Left out in this week.", "plan__typed"));
  if (says) lines.push(line(says, `plan__says says--${severity || "plain"}`));
  return lines;
}

field.addEventListener("input", () => {
  fit();
  clearTimeout(timer);
  timer = setTimeout(preview, PAUSE);
});
field.addEventListener("focusout", () => cell && document.hasFocus() && commit({ leaving: true }));
plan.addEventListener("scroll", () => cell && fit(), true);
window.addEventListener("resize", () => cell && fit());
