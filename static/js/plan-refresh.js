// The plan as it stands on the server, brought into the page: after an undo, after lines came or went.

import { fragmentOf } from "./markup.js";
import { freshKey } from "./plan-ask.js";
import { cellOf, draw, glow, idOf, isCell, markSame, plan, prepare, textOf } from "./plan-grid.js";
import { say } from "./plan-note.js";
import { apply, heldOf } from "./plan-save.js";
import { current, settle } from "./plan-select.js";

const undoForm = document.getElementById("undo-form");
const undoButton = document.getElementById("undo");
const redoButton = document.getElementById("redo");
const NOT_DONE = "No connection, or you are signed out. Nothing was changed.";

export function offerUndo({ revision, said }) {
  if (!revision) return;
  undoButton.hidden = false;
  undoButton.value = revision;
  undoButton.title = `Undo: ${said.replace(/\.$/, "")}`;
  redoButton.hidden = true;
}

// The page's other parts that add up the program, see overview_lazy.html.
const tellOthers = () => document.body.dispatchEvent(new CustomEvent("program-changed"));
plan.addEventListener("plan:done", tellOthers);

// A change that is answered with the whole page again, of which only what differs is taken. Its values are
// names with what they say, or pairs of them where a name stands more than once.
export async function carryOut(address, values) {
  const pairs = Array.isArray(values) ? values : Object.entries(values);
  const body = new URLSearchParams([...new FormData(undoForm), ...pairs]);
  let [page, refused] = ["", false];
  try {
    const answer = await fetch(address, { method: "POST", body });
    refused = answer.status === 422;
    if (refused || (answer.ok && answer.url === location.href.split(/[?#]/)[0])) page = await answer.text();
  } catch {
    // said below
  }
  if (!page) return say(NOT_DONE), false;
  const fresh = new DOMParser().parseFromString(page, "text/html");
  // What was typed still stands in its field here.
  if (refused) return say(fresh.querySelector("#plan .plan__problem")?.textContent ?? NOT_DONE), false;
  takeOver(fresh.getElementById("plan"));
  for (const button of [undoButton, redoButton]) takeStep(button, fresh.getElementById(button.id));
  say(fresh.querySelector("main .alert")?.textContent.trim() ?? "");
  tellOthers();
  return true;
}

function takeStep(button, fresh) {
  const focused = document.activeElement === button;
  for (const name of ["hidden", "value", "title"]) button[name] = fresh[name];
  if (!focused || !button.hidden) return;
  const other = [undoButton, redoButton].find(({ hidden }) => !hidden);
  (other ?? current())?.focus();
}

export function undoNewest() {
  if (undoButton.hidden) return say("There is nothing to undo.");
  return carryOut(undoForm.action, { revision: undoButton.value });
}

export function redoNewest() {
  if (redoButton.hidden) return say("There is nothing to redo.");
  return carryOut(undoForm.action, { revision: redoButton.value });
}

// Takes an exercise out that no week has any more.
export async function removeLine(line) {
  const week = current()?.cellIndex ?? 1;
  const [after, before] = [line.nextElementSibling, line.previousElementSibling];
  const beside = after?.dataset.slot ? after.id : before?.id;
  await carryOut(`${plan.dataset.address}slots/${line.dataset.slot}/remove/`, { key: freshKey() });
  settle(`${beside}-w${week}`, { focus: true });
}

// Which phases, weeks, workouts and exercises there are, and what they and their goals are called.
const structureOf = (root) =>
  [...root.querySelectorAll(".plan__band, .plan__band h2, .plan__goals [aria-pressed=true], tbody, tbody th")]
    .map((part) => `${part.id} ${part.dataset.weeks ?? ""} ${part.tagName === "TBODY" || part.dataset.weeks ? "" : part.textContent.trim()}`)
    .join("|");

function takeOver(fresh) {
  prepare(fresh);
  if (structureOf(fresh) === structureOf(plan)) return takeCells(fresh);
  const at = current() && idOf(current());
  const focus = isCell(document.activeElement);
  const typed = [...plan.querySelectorAll(".plan__line")].filter(({ value }) => value);
  const shown = new Map([...plan.querySelectorAll(".plan__band")].map((band) => [band.id, band.dataset.at]));
  for (const band of plan.querySelectorAll(".plan__band")) band.remove();
  plan.querySelector(".plan__bar").after(...fresh.querySelectorAll(".plan__band"));
  for (const band of plan.querySelectorAll(".plan__band")) band.dataset.at = shown.get(band.id) ?? "1";
  for (const box of typed) {
    const again = document.getElementById(box.closest("tbody").id)?.querySelector(".plan__line");
    if (again) again.value = box.value;
  }
  plan.dispatchEvent(new CustomEvent("plan:arranged"));
  return settle(at, { focus });
}

function takeCells(fresh) {
  for (const cell of fresh.querySelectorAll("tr[data-slot] > td")) {
    const mine = cellOf(idOf(cell));
    const [was, now] = [textOf(mine), textOf(cell)];
    if (heldOf(mine)) apply({ [idOf(cell)]: [heldOf(mine).stored, now] });
    else if (was !== now) {
      draw(mine, now);
      glow(mine);
      markSame(mine.parentElement);
    }
  }
}

// A workout's part of the plan, made anew.
export function takeSection(html) {
  const found = fragmentOf(`<table>${html}</table>`);
  const section = found.querySelector("tbody");
  prepare(found);
  const at = current() && idOf(current());
  document.getElementById(section.id).replaceWith(section);
  plan.dispatchEvent(new CustomEvent("plan:arranged"));
  settle(at);
  return section;
}
