// The set to do next has steppers, and its repetitions in reserve to be tapped; the others have fields alone.

import { exerciseOf, field, label, rowsOf } from "./log-rows.js";

const make = (markup) => Object.assign(document.createElement("template"), { innerHTML: markup }).content;
const stepper = (by, called, sign) => make(`<button type="button" data-step="${by}" aria-label="${called}">${sign}</button>`);

export function show(row, form) {
  for (const other of rowsOf(form)) if (other !== row && other.classList.contains("set--now")) hide(other);
  if (!row || row.classList.contains("set--now")) return;
  row.classList.add("set--now");
  for (const [name, what] of [["load", " load"], ["amount", ""]]) {
    const input = field(row, name);
    input?.before(stepper(-1, `Less${what}`, "−"));
    input?.after(stepper(1, `More${what}`, "+"));
    const head = exerciseOf(row).querySelector(`thead .set__${name}`).textContent;
    input?.parentElement.before(Object.assign(make('<small class="set__label" aria-hidden="true"></small>').firstChild, { textContent: head }));
  }
  const rir = field(row, "rir");
  if (rir) {
    rir.parentElement.before(make('<span class="rir__ask" aria-hidden="true">How many more could you do?</span>'));
    for (const chip of chipsFor(Number(rir.placeholder) || 0)) rir.parentElement.append(make(`<button type="button" data-rir="${chip}">${chip}</button>`));
  }
  label(row, row.querySelector(".set__check").getAttribute("aria-label").replace("Done: ", ""));
}

export function hide(row) {
  row.classList.remove("set--now");
  row.querySelectorAll("[data-step], [data-rir], .rir__ask, .set__label").forEach((tool) => tool.remove());
}

// Four whole numbers around the RIR that is asked for: 0 to 3, or further up.
function chipsFor(wanted) {
  const low = wanted > 3 ? wanted - 2 : 0;
  return [low, low + 1, low + 2, low + 3];
}
