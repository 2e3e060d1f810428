// Beside the plan: the week of the cell in hand, or the whole program. The week is fetched while it is shown.

import { onTab, showTab } from "./panel-tabs.js";
import { bandOf, plan, weekOf } from "./plan-grid.js";

const KEPT = "setwise.plan.panel";
const panel = document.getElementById("panel");
const section = document.getElementById("panel-week");
const tab = panel.querySelector('[data-panel="week"]'); // its address says which week: `?phase=…&week=3`
let shown = ""; // the week whose figures stand there; empty while they are to be fetched again
const asked = new WeakMap(); // request -> its week

export const weekShown = () => new URLSearchParams(tab.search).get("week");

export function refresh(why = "week-chosen") {
  if (panel.hidden || panel.dataset.panel !== "week" || shown === tab.search) return;
  section.dispatchEvent(new CustomEvent(why));
}

onTab(panel, (name) => {
  showTab(panel, name);
  localStorage.setItem(KEPT, name);
  refresh();
});
if (localStorage.getItem(KEPT) === "week") showTab(panel, "week");
document.addEventListener("DOMContentLoaded", () => refresh()); // htmx listens from then on

plan.addEventListener("plan:chosen", ({ detail: cell }) => {
  const link = bandOf(cell).querySelectorAll(".plan__strip a")[weekOf(cell) - 1];
  tab.textContent = `Week ${link.lastChild.data}`;
  tab.href = link.href;
  refresh();
});
document.body.addEventListener("program-changed", () => {
  shown = "";
  refresh("week-changed");
});

section.addEventListener("htmx:configRequest", ({ detail: { parameters } }) => {
  for (const [name, value] of new URLSearchParams(tab.search)) parameters.set(name, value);
});
section.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => asked.set(xhr, tab.search));

// What was open in the panel stays open, and the focus stays on what is called the same, else in the panel.
let kept = null;
const words = ({ textContent }) => textContent.trim();
panel.addEventListener("htmx:beforeSwap", (event) => {
  const { target, detail } = event;
  const { activeElement } = document;
  if (target === section && asked.get(detail.xhr) !== tab.search) detail.shouldSwap = false; // moved on meanwhile
  kept = {
    open: [...target.querySelectorAll("details[open] > summary")].map(words),
    focused: target.contains(activeElement) ? words(activeElement) : null,
  };
});
panel.addEventListener("htmx:afterSwap", ({ target, detail: { xhr } }) => {
  if (target === section) shown = asked.get(xhr);
  for (const summary of target.querySelectorAll("details > summary")) {
    if (kept.open.includes(words(summary))) summary.parentElement.open = true;
  }
  if (kept.focused === null || target.contains(document.activeElement)) return;
  const again = [...target.querySelectorAll("summary, a, button")].find((one) => words(one) === kept.focused);
  (again ?? panel).focus({ preventScroll: true });
});
