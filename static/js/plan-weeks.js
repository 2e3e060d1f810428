// The weeks of a band: its row of week numbers moves with its cells; a phone shows one week at a time.

import { bandOf, firstCell, plan, weeksShown } from "./plan-grid.js";
import { choose, current } from "./plan-select.js";

const narrow = matchMedia("(max-width: 47.99rem)");

// Scrolling either of the two moves the other.
plan.addEventListener(
  "scroll",
  ({ target }) => {
    if (!target.matches?.(".plan__weeks, .plan__scroll")) return;
    const other = target.parentElement.querySelector(target.matches(".plan__weeks") ? ".plan__scroll" : ".plan__weeks");
    if (Math.abs(other.scrollLeft - target.scrollLeft) > 1) other.scrollLeft = target.scrollLeft;
  },
  true,
);

export function showWeek(band, week) {
  band.dataset.at = String(Math.max(1, Math.min(week, Number(band.dataset.weeks))));
  const at = Number(band.dataset.at);
  for (const button of band.querySelectorAll("[data-step]")) {
    button.disabled = button.dataset.step < 0 ? at === 1 : at === Number(band.dataset.weeks);
  }
  for (const [index, link] of band.querySelectorAll(".plan__strip a").entries()) {
    if (index + 1 === at && narrow.matches) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function step(band, by) {
  showWeek(band, Number(band.dataset.at) + by);
  const cell = current();
  if (cell && bandOf(cell) === band) choose(cell.parentElement.cells[Number(band.dataset.at)], { focus: false });
}

plan.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  if (button) step(bandOf(button), Number(button.dataset.step));
});
// Left and right at the edge of what is shown lead on to the week beside it.
plan.addEventListener("plan:step", ({ target, detail: { right, cell } }) => {
  const week = cell.cellIndex + right;
  if (!narrow.matches || week < 1 || week > Number(target.dataset.weeks)) return;
  showWeek(target, week);
  choose(cell.parentElement.cells[week]);
});

export function arrange() {
  for (const band of plan.querySelectorAll(".plan__band")) showWeek(band, Number(band.dataset.at));
  const cell = current() ?? firstCell();
  if (cell && !weeksShown(bandOf(cell)).includes(cell.cellIndex)) showWeek(bandOf(cell), cell.cellIndex);
}
narrow.addEventListener("change", arrange);
