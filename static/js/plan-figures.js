// What the program adds up to, beside the plan: shown or not, and a finding there leads to its cell.

import { cellOf, plan } from "./plan-grid.js";
import { refresh, weekShown } from "./plan-panel.js";
import { choose } from "./plan-select.js";
import { showWeek } from "./plan-weeks.js";

const KEPT = "setwise.plan.figures";
const button = document.getElementById("figures");
const panel = document.getElementById("panel");

function show(shown) {
  panel.hidden = !shown;
  button.setAttribute("aria-expanded", String(shown));
  refresh();
}

button.hidden = false;
show(localStorage.getItem(KEPT) !== "no");
const beside = matchMedia("(min-width: 80rem)"); // as in plan.css; else they stand below the plan
button.addEventListener("click", () => {
  if (!beside.matches && !panel.hidden) return panel.scrollIntoView(), panel.focus({ preventScroll: true });
  show(panel.hidden);
  if (!beside.matches) panel.scrollIntoView();
  return localStorage.setItem(KEPT, panel.hidden ? "no" : "yes");
});

// `…?phase=…&week=3#row-field` is the third week's cell of that row, `#row-field` that of the week beside it.
panel.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { hash, searchParams } = new URL(link.href);
  const [row] = hash.slice(1).split("-");
  const cell = row ? cellOf(`${row}-w${searchParams.get("week") ?? weekShown()}`) : null;
  const band = cell?.closest(".plan__band");
  if (!band) return;
  event.preventDefault();
  showWeek(band, cell.cellIndex);
  choose(cell);
  cell.scrollIntoView({ block: "center", inline: "nearest" });
});
