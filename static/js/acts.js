// What a pressed button of the log says, as the server takes it (programs/forms/acts.py reads the same).

import { inUnit, loadOf, parse } from "./log-numbers.js";
import { aboutOf, exerciseOf, field, openInTurn, rowOf } from "./log-rows.js";
import { newKey, now } from "./outbox.js";

const ADDED_SETS = 3;
const AIM = ["load", "unit", "reps", "seconds", "metres", "rir"];
const typed = (root, name) => root.querySelector(`[name="${name}"]:not([type="hidden"])`)?.value.trim() ?? "";

function numbers(row) {
  const { slot, id, measure, unit } = aboutOf(exerciseOf(row));
  const { set, type, aim } = row.dataset;
  const told = loadOf(typed(row, "load"), unit);
  const target = aim && Object.fromEntries(aim.split(":").flatMap((value, place) => (value ? [[AIM[place], value]] : [])));
  return {
    slot,
    set,
    exercise: id,
    set_type: type,
    [measure]: typed(row, "amount"),
    rir: typed(row, "rir"),
    ...(told.load && told),
    ...(target && { target }),
  };
}

function warmUp(exercise, steps, unit) {
  return steps.split(" ").map((step) => {
    const [load, reps] = step.split("x");
    return { kind: "add", slot: aboutOf(exercise).slot, set: newKey(), set_type: "warm_up", target: { load, unit, reps } };
  });
}

// Each takes the form, the exercise that was pressed in and the rest of what the button says.
const READERS = {
  set: (form, _exercise, _e, _place, key) => [{ kind: "set", ...numbers(rowOf(form, key)) }],
  correct: (form, _exercise, key) => {
    const row = rowOf(form, key);
    return [{ kind: "correct", corrects: row.dataset.event, ...numbers(row) }];
  },
  undo: (_form, _exercise, event) => [{ kind: "correct", corrects: event, undo: true }],
  skip: (form, exercise, _slot, which) => {
    const next = openInTurn(form).find((row) => exercise.contains(row));
    const set = which && next ? { set: next.dataset.set } : {};
    return next ? [{ kind: "skip", slot: aboutOf(exercise).slot, ...set, reason: typed(exercise, "reason") }] : [];
  },
  add: (_form, exercise) => [{ kind: "add", slot: aboutOf(exercise).slot, set: newKey(), set_type: typed(exercise, "add") }],
  warm: (_form, exercise, _e, steps, unit) => warmUp(exercise, steps, unit),
  exercise: (_form, _exercise, _nowhere, id) => [
    { kind: "add", slot: newKey(), exercise: id, sets: Array.from({ length: ADDED_SETS }, newKey) },
  ],
  swap: (_form, exercise, _slot, id) => [{ kind: "swap", slot: aboutOf(exercise).slot, exercise: id, reason: typed(exercise, "swap-reason") }],
  pain: (_form, exercise) => [{ kind: "pain", slot: aboutOf(exercise).slot, region: typed(exercise, "region"), level: typed(exercise, "level") }],
  note: (_form, exercise) => [{ kind: "note", slot: aboutOf(exercise).slot, text: typed(exercise, "text") }],
  finish: (form) => [{ kind: "finish", rpe: typed(form, "rpe"), minutes: typed(form, "minutes"), text: typed(form, "finish-text") }],
  reopen: () => [{ kind: "reopen" }],
};

export const sessionOf = (form) => form.getAttribute("action").split("/").at(-3);

// `says` is a button's value, `within` an element of the exercise that it is about.
export function actsOf(form, says, within) {
  const [kind, ...parts] = says.split(":");
  const head = { session: sessionOf(form), at: new Date(now()).toISOString(), utc_offset: -new Date().getTimezoneOffset() };
  return (READERS[kind]?.(form, exerciseOf(within), ...parts) ?? []).map((told) => ({ ...head, key: newKey(), ...told }));
}

// What is wrong with an act, and with which field of it, before it is worth writing down.
export function problemOf(told) {
  if (told.undo) return null;
  const amount = ["reps", "seconds", "metres"].find((name) => name in told);
  const wrong = (name, text) => ({ name, text });
  if (amount && !/^\d{1,6}$/.test(told[amount])) return wrong("amount", told[amount] ? "A whole number, please." : "How many?");
  if (told.load && !(parse(told.load) <= 2000)) return wrong("load", "The load is not a number.");
  if (told.rir && !(parse(told.rir) <= 20)) return wrong("rir", "From 0 to 20 in reserve.");
  if (told.kind === "note" && !told.text) return wrong("text", "Write the note first.");
  if (told.kind === "pain" && !told.region) return wrong("region", "Where does it hurt?");
  if (told.minutes && !(/^\d+$/.test(told.minutes) && told.minutes <= 1440)) return wrong("minutes", "Minutes: a whole number.");
  return null;
}

// What was asked for, in the unit in which the exercise is typed.
export function aimOf(row, unit) {
  const [load, own, reps, seconds, metres] = row.dataset.aim.split(":");
  return { load: load && inUnit(load, own, unit), amount: reps || seconds || metres || "" };
}
