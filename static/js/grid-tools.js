// The two small buttons of the number in hand: pin it, and why it is what it is.

import { ask, builder, isCell, rowOf, save } from "./grid-cells.js";
import { show } from "./grid-detail.js";
import { later } from "./grid-order.js";

const tools = document.getElementById("cell-tools");
const pinButton = tools.querySelector("[data-pin]");
const isNumber = (cell) => isCell(cell) && cell.name !== "note";
const isPinned = (cell) => (cell.dataset.mark ?? "").split(" ").includes("pinned");
const inHand = () => tools.parentElement?.querySelector("[data-cell]");

function describe(cell) {
  const marks = (cell.dataset.mark ?? "").trim();
  if (marks) cell.setAttribute("aria-description", marks);
  else cell.removeAttribute("aria-description");
}

export function refresh() {
  const cell = inHand();
  if (cell) pinButton.setAttribute("aria-pressed", String(isPinned(cell)));
}

builder.addEventListener("focusin", ({ target }) => {
  if (!isNumber(target)) return;
  describe(target);
  target.parentElement.append(tools);
  tools.hidden = false;
  refresh();
});

builder.addEventListener("focusout", ({ relatedTarget }) => {
  if (!relatedTarget?.closest?.(".grid__cell")) tools.hidden = true;
});

export function pin(cell) {
  const { id } = cell;
  const on = isPinned(cell) ? "" : "1";
  save(cell);
  later(() => {
    const row = rowOf(document.getElementById(id));
    const target = row.querySelector(".grid__says");
    const url = `${row.getAttribute("hx-post")}pin/`;
    ask("POST", url, { source: row, target, swap: "innerHTML", values: { pin: cell.name, on } });
  });
}

export function why(cell) {
  const row = rowOf(cell);
  return show(row, `${row.getAttribute("hx-post")}why/${cell.name}/`, cell);
}

// The number keeps the focus (and a phone its keyboard) while its buttons are pressed.
tools.addEventListener("pointerdown", (event) => event.preventDefault());
tools.addEventListener("click", ({ target }) => {
  const cell = inHand();
  if (!cell) return;
  if (target.closest("[data-pin]")) pin(cell);
  if (target.closest("[data-why]")) why(cell);
});

// Before the grid is exchanged the buttons step aside, so that they are still there after it.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target?.id !== "grid") return;
  tools.hidden = true;
  builder.append(tools);
});
document.addEventListener("htmx:oobAfterSwap", refresh);
document.addEventListener("htmx:afterSettle", refresh);
