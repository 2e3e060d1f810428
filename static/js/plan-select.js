// Which cells of the plan are chosen: one has the focus, others may stand with it in one rectangle.

import { bandOf, cellOf, firstCell, isCell, linesOf, plan, weekOf, weeksShown } from "./plan-grid.js";

let active = null; // the cell that has, or last had, the focus
let anchor = null; // where the rectangle began
let drawn = [];
export const leaving = { now: false }; // Escape was pressed: Tab leaves the plan

export const current = () => (active?.isConnected ? active : null);

// The chosen cells, line by line.
export function chosen() {
  const cell = current();
  if (!cell) return [];
  const [from, to] = [anchor?.isConnected && bandOf(anchor) === bandOf(cell) ? anchor : cell, cell];
  const lines = linesOf(bandOf(cell));
  const [top, bottom] = [from, to].map(({ parentElement }) => lines.indexOf(parentElement)).sort((a, b) => a - b);
  const [left, right] = [from, to].map(weekOf).sort((a, b) => a - b);
  return lines.slice(top, bottom + 1).map((line) => [...line.cells].slice(left, right + 1));
}

function paint() {
  const cells = chosen().flat();
  for (const cell of drawn) cell.removeAttribute("aria-selected");
  drawn = cells.length > 1 ? cells : [];
  for (const cell of drawn) cell.setAttribute("aria-selected", "true");
}

export function choose(cell, { extend = false, focus = true } = {}) {
  if (active && active !== cell) active.tabIndex = -1;
  active = cell;
  if (!extend) anchor = cell;
  cell.tabIndex = 0;
  paint();
  if (focus) cell.focus();
  plan.dispatchEvent(new CustomEvent("plan:chosen", { detail: cell }));
}

// The line above or below, in this band or the next; lines that are not exercises are stepped into, too.
function lineBeside(line, step, { within }) {
  const all = within ? linesOf(bandOf(line)) : [...plan.querySelectorAll("tr[data-slot], .plan__adding")];
  return all[all.indexOf(line) + step];
}

// Goes to the same week in another line; an end without exercises has the box that adds one.
export function enter(line, week) {
  const box = line?.querySelector(".plan__line");
  if (box) return box.focus();
  if (!line) return undefined;
  const weeks = weeksShown(bandOf(line));
  return choose(line.cells[Math.max(weeks[0], Math.min(week, weeks.at(-1)))]);
}

export function move(down, right, { extend = false } = {}) {
  const cell = current();
  if (down) {
    const line = lineBeside(cell.parentElement, down, { within: extend });
    if (extend) return void (line && choose(line.cells[weekOf(cell)], { extend }));
    return void enter(line, weekOf(cell));
  }
  const weeks = weeksShown(bandOf(cell));
  const week = weekOf(cell) + right;
  if (weeks.includes(week)) choose(cell.parentElement.cells[week], { extend });
  else bandOf(cell).dispatchEvent(new CustomEvent("plan:step", { detail: { right, cell }, bubbles: true }));
}

// To the first or last week, line, or both.
export function moveToEdge(down, right, { extend = false } = {}) {
  const cell = current();
  const [lines, weeks] = [linesOf(bandOf(cell)), weeksShown(bandOf(cell))];
  const line = down ? lines.at(down > 0 ? -1 : 0) : cell.parentElement;
  const week = right ? weeks.at(right > 0 ? -1 : 0) : weekOf(cell);
  choose(line.cells[week], { extend });
}

// The next or last cell as one reads; false at the plan's ends, where Tab goes on by itself.
export function moveOn(step) {
  const cell = current();
  const weeks = weeksShown(bandOf(cell));
  const week = weekOf(cell) + step;
  if (weeks.includes(week)) return choose(cell.parentElement.cells[week]), true;
  const line = lineBeside(cell.parentElement, step, { within: false });
  if (line) enter(line, step > 0 ? 1 : Infinity);
  return Boolean(line);
}

// One stop for Tab, also after lines came and went: the cell in hand, else the first, else the boxes.
export function settle(id = null, { focus = false } = {}) {
  const cell = (id && cellOf(id)) || current() || firstCell();
  if (cell) choose(cell, { focus });
  for (const box of plan.querySelectorAll(".plan__line")) box.tabIndex = cell ? -1 : 0;
}

export const selectable = (target) => {
  const cell = target instanceof Element && target.closest("td");
  return isCell(cell) ? cell : null;
};
