// The rows of the log: what they hold, what they are called, which one is next.

export const rowsOf = (root, state) => [...root.querySelectorAll(state ? `.set[data-state="${state}"]` : ".set")];
export const rowOf = (form, key) => form.querySelector(`.set[data-set="${key}"]`);
export const exercisesOf = (form) => [...form.querySelectorAll(".log__exercise")];
export const exerciseOf = (element) => element.closest(".log__exercise");
export const placeOf = (form, slot) => exercisesOf(form).find((exercise) => aboutOf(exercise).slot === slot);
export const field = (row, name) => row.querySelector(`input[name="${name}"]:not([type="hidden"])`);
export const nameOf = (exercise) => exercise.querySelector("[data-name]").textContent;
export const factsOf = (exercise) => JSON.parse(exercise.dataset.facts || "{}");

export function aboutOf(exercise) {
  const [slot, id, measure, unit] = exercise.querySelector('[name="about"]').value.split(" ");
  return { slot, id, measure, unit };
}

export function setAbout(exercise, changes) {
  const { slot, id, measure, unit } = { ...aboutOf(exercise), ...changes };
  exercise.querySelector('[name="about"]').value = [slot, id, measure, unit].join(" ");
}

// A row says all about itself in its button; read once, it is at hand as data.
export function read(row) {
  const parts = row.querySelector(".set__check").value.split(":");
  const event = parts.shift() === "undo" ? parts.shift() : "";
  const [exercise, place, set, type] = parts;
  Object.assign(row.dataset, { at: `${exercise}:${place}`, set, type, event });
}

export function settle(row, state, event) {
  const { at, set, type } = row.dataset;
  const check = row.querySelector(".set__check");
  Object.assign(row.dataset, { state, event });
  check.value = state === "open" ? `set:${at}:${set}:${type}` : `undo:${event}:${at}:${set}:${type}`;
  check.setAttribute("aria-pressed", state === "done");
  row.querySelector(".set__done > small:not(.set__was)")?.remove();
  if (state === "skipped") check.after(Object.assign(document.createElement("small"), { textContent: "skipped" }));
}

const LETTERS = { warm_up: "W", back_off: "B", drop: "D", amrap: "A" };
const WORDS = { warm_up: "warm-up", back_off: "back-off", drop: "drop set", amrap: "as many as you can", working: "set" };

// Numbers the sets of each type and gives every control of a row its name, for those who don't see the table.
export function name(exercise) {
  const counts = {};
  for (const row of rowsOf(exercise)) {
    const { type } = row.dataset;
    counts[type] = (counts[type] ?? 0) + 1;
    row.querySelector("th").textContent = `${LETTERS[type] ?? ""}${counts[type]}`;
    label(row, `${WORDS[type]} ${counts[type]}, ${nameOf(exercise)}`);
  }
}

export function label(row, called) {
  for (const control of row.querySelectorAll("input:not([type=hidden]), button")) {
    const last = control.matches(".set__fill") && `Take the numbers of last time, ${control.textContent}`;
    const chip = control.dataset.rir && `${control.dataset.rir} in reserve`;
    control.dataset.is ??= last || chip || (control.getAttribute("aria-label") ?? control.textContent).split(":")[0];
    const short = control.dataset.is;
    control.setAttribute("aria-label", short === "Done" ? `Done: ${called}` : `${short}, ${called}`);
  }
}

// Open sets in the order in which they are done: warm-ups first, then what goes together takes turns.
export function openInTurn(form) {
  const order = [];
  for (const group of form.querySelectorAll(".log__group")) {
    const exercises = exercisesOf(group).map((exercise) => rowsOf(exercise));
    order.push(...exercises.flat().filter(({ dataset }) => dataset.type === "warm_up"));
    const rest = exercises.map((rows) => rows.filter(({ dataset }) => dataset.type !== "warm_up"));
    const rounds = Math.max(0, ...rest.map(({ length }) => length));
    for (let number = 0; number < rounds; number += 1) order.push(...rest.flatMap((rows) => rows[number] ?? []));
  }
  return order.filter(({ dataset }) => dataset.state === "open");
}

// What an exercise came to so far: "80 kg × 10, 10, 9 · 1 skipped".
export function resultOf(exercise) {
  const { measure, unit } = aboutOf(exercise);
  const counted = rowsOf(exercise).filter(({ dataset }) => dataset.type !== "warm_up");
  const suffix = { seconds: " s", metres: " m" }[measure] ?? "";
  const runs = [];
  for (const row of counted.filter(({ dataset }) => dataset.state === "done")) {
    const load = field(row, "load")?.value ?? "";
    if (runs.at(-1)?.load !== load) runs.push({ load, amounts: [] });
    runs.at(-1).amounts.push(`${field(row, "amount").value}${suffix}`);
  }
  const done = runs.map(({ load, amounts }) => (load ? `${load} ${unit} × ${amounts.join(", ")}` : amounts.join(", "))).join("; ");
  const skipped = counted.filter(({ dataset }) => dataset.state === "skipped").length;
  if (!skipped) return done;
  return done ? `${done} · ${skipped} skipped` : "skipped";
}
