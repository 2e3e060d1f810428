// The plan: cells are moved through and typed in as in a spreadsheet's. Everything of it comes together here.

import "./plan-add.js";
import { fillRight, leaveOut, redo, undo } from "./plan-clip.js";
import { isOpen, open } from "./plan-edit.js";
import { cellOf, plan, prepare } from "./plan-grid.js";
import "./plan-keys.js";
import "./plan-figures.js";
import { hideNote, line, noteHolds, piece, problemLines, say, showUnder } from "./plan-note.js";
import { offerUndo } from "./plan-refresh.js";
import { firstUnsettled, entries, heldOf, letGo, retry, useMine } from "./plan-save.js";
import { choose, current, settle } from "./plan-select.js";
import "./plan-structure.js";
import { arrange, showWeek } from "./plan-weeks.js";

const reach = document.getElementById("reach");
const tools = document.getElementById("plan-tools");
const KEPT = "setwise.plan.reach";

prepare(plan);
plan.classList.add("plan--live");
arrange();
plan.addEventListener("plan:arranged", arrange);

// Which weeks a change is for is remembered on this device.
const remembered = localStorage.getItem(KEPT);
if ([...reach.options].some(({ value }) => value === remembered)) reach.value = remembered;
reach.addEventListener("change", () => localStorage.setItem(KEPT, reach.value));

// What the cell in hand has against it stands under it.
let told = null; // the cell that the note is about
function tell(cell) {
  const entry = heldOf(cell);
  told = cell;
  if (isOpen() || !entry?.said) return isOpen() ? undefined : hideNote();
  if (entry.state !== "stale") return showUnder(cell, ...problemLines(entry));
  const [mine, theirs] = [["Mine", entry.text, "mine"], ["Now", entry.theirs, "theirs"]].map(([word, text, choice]) => {
    const button = piece(choice === "mine" ? "Use mine" : "Keep this", "btn btn-sm btn-outline-secondary", "button");
    button.type = "button";
    button.dataset.choose = choice;
    return line([piece(word, "plan__whose"), " ", piece(text || "left out", "plan__typed"), " ", button], "plan__choice");
  });
  return showUnder(cell, line(entry.said, "plan__problem"), theirs, mine);
}

document.getElementById("plan-note").addEventListener("click", ({ target }) => {
  const choice = target.closest("[data-choose]")?.dataset.choose;
  const cell = choice && told;
  if (!cell || !heldOf(cell)) return;
  if (choice === "mine") useMine(cell);
  else letGo(cell, heldOf(cell).theirs);
  hideNote();
  choose(cell);
});

plan.addEventListener("plan:chosen", ({ detail: cell }) => {
  tools.hidden = false;
  if (!noteHolds(document.activeElement)) tell(cell);
});
plan.addEventListener("plan:held", ({ detail: cell }) => {
  if (!isOpen() && (cell === current() || heldOf(cell)?.state === "stale")) tell(cell);
});
plan.addEventListener("plan:done", ({ detail }) => {
  offerUndo(detail);
  say(detail.said);
});

// Buttons act on the chosen cells, which keep the focus.
const acts = { edit: () => open(current()), fill: fillRight, leave: leaveOut };
tools.addEventListener("pointerdown", (event) => event.preventDefault());
tools.addEventListener("click", ({ target }) => {
  const act = target.closest("[data-do]")?.dataset.do;
  if (act && current()) acts[act]();
});
document.getElementById("undo-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.id === "redo") redo();
  else undo();
});
document.querySelector("[data-retry]").addEventListener("click", () => {
  if (entries().some(({ state }) => state === "failed")) return retry();
  const cell = cellOf(firstUnsettled() ?? "");
  if (!cell) return undefined;
  showWeek(cell.closest(".plan__band"), cell.cellIndex);
  return choose(cell);
});

settle();
