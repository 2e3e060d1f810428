// The live panel: draws the muscles from the figures that answers bring, shows the week or the program,
// and tells the program's overview that something was saved.

import { builder } from "./grid-cells.js";
import { onTab, showTab } from "./panel-tabs.js";

const words = (element) => [...element.querySelectorAll("[data-band]")].map(({ textContent }) => textContent);

// Sets, days and bands come as one text each, in the order of the table's rows.
function paint(muscles) {
  const [sets, days, levels] = ["sets", "days", "levels"].map((name) => muscles.dataset[name].split(" "));
  const bands = words(muscles);
  [...muscles.querySelectorAll("tbody tr")].forEach((row, place) => {
    const [name, bar, count, on] = row.children;
    const level = levels[place];
    if (count.firstChild.textContent === sets[place] && on.textContent === days[place]) return;
    row.dataset.level = level;
    const fill = bar.querySelector(".muscles__fill");
    fill.setAttribute("width", Math.min(Number(sets[place].replace(",", ".")), fill.ownerSVGElement.viewBox.baseVal.width));
    count.firstChild.textContent = sets[place];
    count.lastChild.textContent = ` ${bands[level]}`;
    on.textContent = days[place];
    for (const region of muscles.querySelectorAll(`use[data-muscle="${row.dataset.muscle}"]`)) {
      region.setAttribute("class", `body-map__region body-map__region--${level}`);
      region.firstElementChild.textContent = `${name.textContent}: ${sets[place]}`;
    }
  });
}

new MutationObserver((changes) => changes.forEach(({ target }) => paint(target))).observe(builder, {
  attributeFilter: ["data-sets", "data-days"],
  subtree: true,
});

onTab(builder, (name) => showTab(builder, name));
document.addEventListener("htmx:afterSettle", ({ target }) => target.id === "grid" && showTab(builder, builder.dataset.panel));
showTab(builder, "week");

document.addEventListener("htmx:afterRequest", ({ detail: { elt, requestConfig, successful } }) => {
  if (!successful || requestConfig.verb === "get" || elt.matches("[data-preview]")) return;
  document.body.dispatchEvent(new CustomEvent("program-changed"));
});
