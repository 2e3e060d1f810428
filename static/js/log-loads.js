// Loads that the equipment can build: steps, plates on each side, and the weight that the first sets find.

import { convert, parse, shown } from "./log-numbers.js";
import { aboutOf, exerciseOf, factsOf, field, rowsOf } from "./log-rows.js";

const USUAL_STEP = { kg: 2.5, lb: 5 };
const MOST_UP = 0.025; // of the 1RM: the most that a load is rounded up
const NEAR = 1e-6;

// The next load that exists in a direction; undefined where there is none.
function neighbour({ loads, start = 0, step, heaviest }, value, direction) {
  if (loads) return direction > 0 ? loads.find((load) => load > value + NEAR) : loads.findLast((load) => load < value - NEAR);
  if (value < start - NEAR) return direction > 0 ? start : undefined;
  const place = (value - start) / step;
  const next = direction > 0 ? Math.floor(place + NEAR) + 1 : Math.ceil(place - NEAR) - 1;
  const found = start + next * step;
  return next < 0 || (heaviest && found > heaviest + NEAR) ? undefined : found;
}

// The loads on hand, where they are of the unit that is typed; usual steps otherwise.
function existing(exercise) {
  const { unit } = aboutOf(exercise);
  const facts = factsOf(exercise);
  return facts.unit === unit ? facts : { step: USUAL_STEP[unit] };
}

export function step(button) {
  const row = button.closest(".set");
  const direction = Number(button.dataset.step);
  const input = button.closest(".step").querySelector("input");
  const value = parse(input.value) || 0;
  const load = input.name === "load";
  const next = load ? neighbour(existing(exerciseOf(row)), value, direction) : Math.max(value + direction, 0);
  if (next === undefined) return;
  input.value = shown(next);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// "80 × 10 @1", "12" or "40 s" of the last time, into the fields.
export function fill(button) {
  const row = button.closest(".set");
  const [numbers] = button.textContent.split(" @");
  const parts = numbers.split(" × ");
  const amount = parts.pop().replace(/ (s|m)$/, "");
  const load = field(row, "load");
  if (load && parts.length) load.value = parts[0];
  field(row, "amount").value = amount;
  for (const input of [load, field(row, "amount")]) input?.dispatchEvent(new Event("change", { bubbles: true }));
  showPlates(row);
}

export function showPlates(row) {
  const exercise = exerciseOf(row);
  const line = exercise.querySelector("[data-plates]");
  const { plates, start } = existing(exercise);
  const side = plates && sideOf((parse(field(row, "load")?.value ?? "") - start) / 2, plates);
  const each = side?.length ? ` + ${side.map(shown).join(" + ")} each side` : " alone";
  line.textContent = side ? `${shown(start)} ${aboutOf(exercise).unit} bar${each}` : "";
}

function sideOf(weight, plates) {
  const side = [];
  let left = weight;
  for (const plate of plates) for (; left >= plate - NEAR; left -= plate) side.push(plate);
  return Math.abs(left) < NEAR && weight >= 0 ? side : null;
}

// Without a max the sets that were done find one, and with it a weight for those that remain. The same
// is computed in programs/queries/find_weight.py when the page is drawn.
export function findWeight(row, told) {
  const exercise = exerciseOf(row);
  const { finds, unit: own } = factsOf(exercise);
  if (!finds || row.dataset.type !== "working" || !(told.reps > 0)) return;
  const load = parse(told.load ?? "");
  const wanted = row.dataset.aim.split(":")[5] || 0;
  const failure = Math.floor(Number(told.reps) + (told.rir ? parse(told.rir) : Number(wanted)) + 0.5);
  const percent = finds.percents[failure - 1];
  const { unit } = aboutOf(exercise);
  const total = finds.body < 0 ? -finds.body - convert(load, told.unit, own) : finds.body + convert(load, told.unit, own);
  if (!percent || !(total > 0)) return;
  const found = built((total / percent) * 100, finds, exercise, own);
  if (found === undefined) return;
  const text = shown(unit === own ? found : Math.round(convert(found, own, unit) * 2) / 2);
  exercise.querySelector("[data-found]").textContent = `Found by your sets: about ${text} ${unit} for those that remain.`;
  for (const other of rowsOf(exercise, "open").filter(({ dataset }) => dataset.type === "working")) field(other, "load").value = text;
}

// What to put on for the percentage that is asked for: the nearest that exists, halves up, never far up.
function built(max, { intensity, body }, exercise, unit) {
  const facts = { step: USUAL_STEP[unit], ...factsOf(exercise) };
  const exact = (max * intensity) / 100;
  const wanted = body < 0 ? -body - exact : exact - body; // what is put on; assistance takes away
  if (body && wanted <= 0) return 0;
  const nothing = body ? 0 : undefined; // no added weight, no assistance
  const less = neighbour(facts, wanted + 2 * NEAR, -1) || nothing;
  const more = neighbour(facts, wanted - 2 * NEAR, 1);
  if (less === undefined || more === undefined) return less ?? more;
  const [heavier, lighter] = body < 0 ? [less, more] : [more, less];
  const up = Math.abs(heavier - wanted);
  return up <= Math.abs(lighter - wanted) && up <= MOST_UP * max ? heavier : lighter;
}
