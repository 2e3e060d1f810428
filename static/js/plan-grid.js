// The plan's cells: where they stand and what they say.
//
// A line is <tr data-slot>, its cells are its td, one for each week of the phase; a cell is named by the
// id of its line and its week, as in the server's answers.

export const plan = document.getElementById("plan");
const narrow = matchMedia("(max-width: 47.99rem)"); // one week at a time, as in plan.css

export const isCell = (element) => element instanceof Element && element.matches("#plan tr[data-slot] > td");
export const bandOf = (element) => element.closest(".plan__band");
export const weekOf = (cell) => cell.cellIndex;
export const idOf = (cell) => `${cell.parentElement.id}-w${cell.cellIndex}`;
export const addressOf = (cell) => `${plan.dataset.address}slots/${cell.parentElement.dataset.slot}/cells/${cell.cellIndex}/`;
export const linesOf = (band) => [...band.querySelectorAll("tr[data-slot]")];
export const nameOf = (cell) => {
  const line = cell.parentElement;
  const week = bandOf(cell).querySelector("thead tr").cells[cell.cellIndex].textContent;
  return `${line.querySelector("th a").textContent.trim().replace(/^\S+\s+/, "")}, ${week}`;
};

export function cellOf(id) {
  const [line, week] = id.split("-w");
  return document.getElementById(line)?.cells?.[week];
}

// Where the work begins: in the week that is on, else at the first cell.
export function firstCell() {
  const band = plan.querySelector(".plan__band[data-start]");
  return band?.querySelector("tr[data-slot]")?.cells[Number(band.dataset.at)] ?? plan.querySelector("tr[data-slot] > td");
}

// The weeks of a band that are on the screen: one on a phone, else all.
export function weeksShown(band) {
  const count = Number(band.dataset.weeks);
  return narrow.matches ? [Number(band.dataset.at)] : Array.from({ length: count }, (_, index) => index + 1);
}

// A text on one line: set groups that stand on lines of their own are parted by a plus.
export function oneLine(text) {
  const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim().replace(/^\+\s*/, ""));
  return lines.filter(Boolean).join(" + ");
}

export const textOf = (cell) => oneLine(cell.textContent);

// `4 x 8 @ 75 % · RIR 2` with what is done in bold; it only breaks after a dot or before an @.
export function draw(cell, text) {
  const parts = [];
  for (const [index, line] of (text ? text.split(" + ") : []).entries()) {
    const held = line.replaceAll(" ", "\u00a0").replaceAll("\u00a0·\u00a0", "\u00a0· ").replaceAll("\u00a0@", " @");
    const [work, ...rest] = held.split("\u00a0· ");
    const bold = document.createElement("b");
    bold.textContent = work;
    parts.push(index ? "\n+ " : "", bold, rest.map((part) => `\u00a0· ${part}`).join(""));
  }
  cell.replaceChildren(...parts.filter(Boolean));
}

// What is the same as in the week before stands back, so that changes stand out.
export function markSame(line) {
  let before = "";
  for (const cell of [...line.cells].slice(1)) {
    const text = textOf(cell);
    cell.classList.toggle("same", text !== "" && text === before);
    before = text;
  }
}

export function glow(cell) {
  cell.classList.remove("changed");
  requestAnimationFrame(() => cell.classList.add("changed"));
}

// With scripts a cell is edited in place: its link goes, and it becomes a grid's cell.
export function prepare(root) {
  for (const table of root.querySelectorAll("table")) table.setAttribute("role", "grid");
  for (const part of root.querySelectorAll("tbody, thead")) part.setAttribute("role", "rowgroup");
  for (const line of root.querySelectorAll("tr")) line.setAttribute("role", "row");
  for (const head of root.querySelectorAll("thead th")) head.setAttribute("role", "columnheader");
  for (const head of root.querySelectorAll("tbody th")) head.setAttribute("role", "rowheader");
  for (const cell of root.querySelectorAll("td")) cell.setAttribute("role", "gridcell");
  for (const link of root.querySelectorAll("tr[data-slot] > td > a")) link.replaceWith(...link.childNodes);
  // One of them is reached by Tab (see plan-select.js), the others by the plan's own keys.
  for (const stop of root.querySelectorAll("tr[data-slot] > td, .plan__line")) stop.tabIndex = -1;
}
