// Another exercise in a place, and one that comes in anew, before the server has drawn them.

import { aboutOf, exercisesOf, field, name, nameOf, read, rowsOf, setAbout } from "./log-rows.js";
import { hide } from "./log-tools.js";

const NEW_LOAD = "The load is new: choose one that you can lift with good form.";

// `extra.how`: what the kit knows of the exercise (programs/queries/choices.py).
export function become(exercise, { told, extra }) {
  const { how } = extra;
  const was = nameOf(exercise);
  exercise.querySelector("[data-name]").textContent = how.name;
  exercise.querySelectorAll(".log__instead, .log__target, .log__cue, .log__warm, [data-why]").forEach((old) => old.remove());
  const text = `Instead of ${was}${told.reason ? `: ${told.reason}` : ""}. ${how.load ? NEW_LOAD : ""}`;
  exercise.querySelector("summary").after(Object.assign(document.createElement("p"), { className: "log__instead", textContent: text }));
  asIs(exercise, told.exercise, how);
  for (const row of rowsOf(exercise, "open")) {
    row.querySelector(".set__last").textContent = row.querySelector(".set__target").textContent = "";
    row.dataset.aim = "";
  }
}

// Heads, facts and fields as this exercise is logged.
function asIs(exercise, id, how) {
  setAbout(exercise, { id, measure: how.measure, unit: how.unit });
  exercise.dataset.facts = how.facts;
  exercise.querySelector("[data-plates]").textContent = exercise.querySelector("[data-found]").textContent = "";
  exercise.querySelector("thead .set__load").textContent = how.load && `${how.load} ${how.unit}`;
  exercise.querySelector("thead .set__amount").textContent = how.amount;
  for (const row of rowsOf(exercise, "open")) {
    hide(row);
    const load = row.querySelector('[name="load"]');
    Object.assign(load, { type: how.load ? "text" : "hidden", value: "", inputMode: "decimal", maxLength: 8 });
    const rir = row.querySelector('[name="rir"]');
    Object.assign(rir, { type: how.measure === "reps" ? "text" : "hidden", value: "", inputMode: "decimal", maxLength: 4 });
    if (!load.closest(".step")) wrap(load, "step");
    if (!rir.closest(".rir")) wrap(rir, "rir");
    for (const [input, called] of [[load, how.load], [field(row, "amount"), how.amount], [rir, "Repetitions in reserve"]]) input.dataset.is = called;
  }
}

function wrap(input, className) {
  const span = Object.assign(document.createElement("span"), { className });
  input.replaceWith(span);
  span.append(input);
}

// An exercise that nobody planned, from the blank that the kit holds.
export function addExercise(form, { key, told, extra }) {
  const { how, blank } = extra;
  if (!how || exercisesOf(form).some((exercise) => aboutOf(exercise).slot === told.slot)) return;
  const group = Object.assign(document.createElement("section"), { className: "log__group", innerHTML: blank });
  const exercise = group.querySelector(".log__exercise");
  exercise.removeAttribute("id");
  exercise.dataset.added = key;
  exercise.querySelector("[data-name]").textContent = how.name;
  exercise.querySelector("caption").textContent = `Sets of ${how.name}`;
  exercise.querySelectorAll("[data-more] .visually-hidden").forEach((hidden) => (hidden.textContent = ` for ${how.name}`));
  exercise.querySelector(".log__more button").value = `undo:${key}`;
  setAbout(exercise, { slot: told.slot });
  const [row] = rowsOf(exercise);
  const rows = told.sets.map((set) => {
    const copy = row.cloneNode(true);
    copy.querySelector(".set__check").value = `set:0:0:${set}:working`;
    read(copy);
    return copy;
  });
  row.replaceWith(...rows);
  asIs(exercise, told.exercise, how);
  form.querySelector(".log__extra").before(group);
  form.querySelector(".log__none")?.remove();
  name(exercise);
}
