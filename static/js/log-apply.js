// What an act does to the page: the same for one done now, one done in another tab, and one not yet sent.

import { aimOf } from "./acts.js";
import { addExercise, become } from "./log-exercises.js";
import { inUnit } from "./log-numbers.js";
import { aboutOf, exerciseOf, exercisesOf, field, name, placeOf, rowOf, rowsOf, settle } from "./log-rows.js";
import { hide } from "./log-tools.js";

const buttonTo = (value, textContent, className = "btn btn-sm btn-ghost") =>
  Object.assign(document.createElement("button"), { name: "act", value, textContent, className });

function logged(row, event, told) {
  const load = field(row, "load");
  if (load && told.load !== undefined) load.value = inUnit(told.load, told.unit, aboutOf(exerciseOf(row)).unit);
  field(row, "amount").value = told.reps ?? told.seconds ?? told.metres;
  if (field(row, "rir")) field(row, "rir").value = told.rir ?? "";
  row.querySelector(".set__remove")?.remove();
  settle(row, "done", event);
  remember(row);
}

// What a row's fields hold by now; what differs from it was typed since.
export function remember(row) {
  for (const input of row.querySelectorAll("input")) input.dataset.told = input.value;
}

// Another set: a copy of the last working one, without what was done in it.
function addSet(exercise, told) {
  const rows = rowsOf(exercise);
  const like = rows.findLast(({ dataset }) => dataset.type === "working") ?? rows.at(-1);
  const row = like.cloneNode(true);
  hide(row);
  row.querySelectorAll(".set__last > *, .set__was, noscript, .set__remove").forEach((was) => was.remove());
  Object.assign(row.dataset, { set: told.set, type: told.set_type, at: "0:0", added: told.key });
  if (told.target) row.dataset.aim = [told.target.load, told.target.unit, told.target.reps, "", "", ""].join(":");
  settle(row, "open", "");
  const before = told.set_type === "warm_up" && rows.find(({ dataset }) => dataset.type !== "warm_up");
  if (before) before.before(row);
  else rows.at(-1).after(row);
  const aim = aimOf(row, aboutOf(exercise).unit);
  if (told.target) row.querySelector(".set__target").textContent = `${aim.load} × ${aim.amount}`;
  else if (told.set_type !== "working") row.querySelector(".set__target").textContent = "";
  if (field(row, "load")) field(row, "load").value = aim.load;
  field(row, "amount").value = told.set_type === "amrap" ? "" : aim.amount;
  if (field(row, "rir")) Object.assign(field(row, "rir"), { value: "", placeholder: told.set_type === "working" ? field(row, "rir").placeholder : "" });
  row.querySelector(".set__done").append(buttonTo(`undo:${told.key}`, "Remove", "set__remove"));
  if (told.set_type === "warm_up") exercise.querySelector(".log__warm")?.remove();
}

// A note or a word on pain, above the sets.
function line(exercise, { key, told }, text, className) {
  if (exercise.querySelector(`[data-line="${key}"]`)) return;
  const paragraph = Object.assign(document.createElement("p"), { className, textContent: `${text} ` });
  paragraph.dataset.line = key;
  if (told.kind === "note") paragraph.append(buttonTo(`undo:${key}`, "Take back"));
  exercise.querySelector("[data-plates]").before(paragraph);
}

// An act is taken back: a set is open again, what was added goes, a note is gone.
function takeBack(form, event) {
  for (const row of rowsOf(form).filter(({ dataset }) => dataset.event === event)) settle(row, "open", "");
  for (const row of rowsOf(form, "open").filter(({ dataset }) => dataset.added === event)) row.remove();
  form.querySelector(`[data-line="${event}"]`)?.remove();
  form.querySelector(`.log__note button[value="undo:${event}"]`)?.parentElement.remove();
  exercisesOf(form).find(({ dataset }) => dataset.added === event)?.remove();
}

const LEVELS = (level) => (level > 0 ? `Pain noted, ${level} of 10` : "No pain");

const APPLY = {
  set: (form, { key, told }) => rowOf(form, told.set) && logged(rowOf(form, told.set), key, told),
  correct(form, { told }) {
    if (told.undo) takeBack(form, told.corrects);
    else if (rowOf(form, told.set)) logged(rowOf(form, told.set), told.corrects, told);
  },
  skip(form, { key, told }, exercise) {
    const open = exercise ? rowsOf(exercise, "open") : [];
    open.filter(({ dataset }) => !told.set || told.set === dataset.set).forEach((row) => settle(row, "skipped", key));
  },
  add(form, act, exercise) {
    if (act.told.exercise) addExercise(form, act);
    else if (exercise && !rowOf(form, act.told.set)) addSet(exercise, act.told);
  },
  swap: (form, act, exercise) => exercise && become(exercise, act),
  note: (form, act, exercise) => exercise && line(exercise, act, `Your note: ${act.told.text}`, "log__note"),
  pain: (form, act, exercise) => exercise && line(exercise, act, LEVELS(Number(act.told.level)), "log__pain"),
};

export function apply(form, act) {
  const exercise = act.told.slot && placeOf(form, act.told.slot);
  APPLY[act.told.kind]?.(form, act, exercise);
  if (exercise) name(exercise);
}

// The server did not take it: what was shown as done is to do again.
export function unapply(form, { told }) {
  const row = told.set && rowOf(form, told.set);
  if (row && ["set", "skip"].includes(told.kind)) settle(row, "open", "");
  else if (told.kind === "add") takeBack(form, told.key);
}
