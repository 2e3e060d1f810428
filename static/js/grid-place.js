// Where things stand: dragging exercises within and between workouts, and one workout at a time on a phone.

import { ask, builder, rowOf } from "./grid-cells.js";
import { later } from "./grid-order.js";

let shown = null; // the id of the workout that a narrow screen shows

export function place(slot, values) {
  const source = document.getElementById("grid");
  const url = `${builder.dataset.address}slots/${slot}/move/`;
  later(() => ask("POST", url, { source, target: "#grid", swap: "outerHTML", values }));
}

export function step(row, down) {
  place(rowOf(row).closest("[data-slot]").dataset.slot, { down: down ? "1" : "" });
}

function drop({ item, to, from, oldIndex, newIndex }) {
  if (to === from && oldIndex === newIndex) return;
  const next = item.nextElementSibling?.closest("[data-slot]");
  place(item.dataset.slot, { workout: to.dataset.workout, before: next?.dataset.slot ?? "" });
}

function narrow() {
  const workouts = [...builder.querySelectorAll(".workout")];
  if (!workouts.some(({ id }) => id === shown)) shown = workouts[0]?.id;
  for (const workout of workouts) workout.classList.toggle("workout--shown", workout.id === shown);
  for (const link of builder.querySelectorAll("[data-show]")) {
    if (link.dataset.show === shown) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function arrange() {
  for (const table of builder.querySelectorAll("table[data-workout]")) {
    window.Sortable.create(table, {
      group: "exercises",
      draggable: "tbody",
      handle: "[data-grip]",
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onEnd: drop,
    });
  }
  narrow();
}

builder.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show]");
  if (!link) return;
  shown = link.dataset.show;
  narrow();
  if (matchMedia("(max-width: 61.99rem)").matches) event.preventDefault();
});

// A finding or a changed row may stand in a workout that is not shown.
function reveal() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const section = target && builder.contains(target) && target.closest(".workout");
  if (!section || section.id === shown) return;
  shown = section.id;
  narrow();
  target.scrollIntoView({ block: "center" });
  target.focus?.();
}

window.addEventListener("hashchange", reveal);
document.addEventListener("htmx:afterSettle", ({ target }) => target.id === "grid" && arrange());
builder.classList.add("builder--live");
arrange();
reveal();
