// The log as it stands: what acts do to it, which set is next, what is left, what is said aloud.

import { sessionOf } from "./acts.js";
import { apply } from "./log-apply.js";
import { hideOver, saysLeft, setMinutes, showOver } from "./log-finish.js";
import { findWeight, showPlates } from "./log-loads.js";
import { exercisesOf, openInTurn, resultOf, rowOf, rowsOf } from "./log-rows.js";
import { show as showTools } from "./log-tools.js";
import { all, person } from "./outbox.js";
import { stopRest } from "./rest.js";

export const shown = new Set(); // keys of acts that the page shows

export function display(form, made) {
  const { told } = made;
  shown.add(made.key);
  if (told.kind === "finish") {
    showOver(form, made).focus();
    return stopRest(told.session);
  }
  if (told.kind === "reopen") hideOver(form);
  apply(form, made);
  const row = told.kind === "set" && rowOf(form, told.set);
  if (row) findWeight(row, told);
  refresh(form);
}

export function refresh(form) {
  const [next] = openInTurn(form);
  showTools(next, form);
  if (next) showPlates(next);
  for (const exercise of exercisesOf(form)) {
    const over = !rowsOf(exercise, "open").length;
    const was = exercise.dataset.over === "1";
    if (over && !was && !exercise.contains(document.activeElement?.closest("input"))) exercise.open = false;
    if (!over && (was || exercise.contains(next))) exercise.open = true;
    exercise.dataset.over = over ? "1" : "";
    exercise.querySelector("[data-result]").textContent = over ? resultOf(exercise) : "";
  }
  form.querySelector("[data-left]").textContent = saysLeft(form);
  setMinutes(form);
}

// What this phone knows and the page does not show yet.
export async function replay(form) {
  const known = new Set(form.dataset.known.split(" "));
  const acts = (await all()).filter(({ session, user }) => session === sessionOf(form) && user === person);
  for (const made of acts) {
    if (known.has(made.key.slice(-8))) shown.add(made.key);
    if (shown.has(made.key) || made.state === "rejected") continue;
    if (!Number(form.dataset.started)) form.dataset.started = Date.parse(made.told.at);
    display(form, made);
  }
}

// For those who don't see what changed: once for each act.
export function say(form, text) {
  let line = form.querySelector("[data-say]");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    line.setAttribute("role", "status");
    line.dataset.say = "";
    form.append(line);
  }
  line.textContent = text;
}

export function notice(text) {
  const notices = document.getElementById("notices");
  notices.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }));
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => notices.replaceChildren(), 6000);
}
