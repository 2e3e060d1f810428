// The end of a session: how long it took, and what it came to as far as this phone knows.

import { exercisesOf, field, nameOf, resultOf, rowsOf } from "./log-rows.js";
import { now } from "./outbox.js";

const LONGEST = 240; // minutes; a page that was left open for longer says nothing of how long was trained
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

export function setMinutes(form) {
  const input = form.elements.namedItem("minutes");
  const minutes = Math.round((now() - Number(form.dataset.started)) / 60000);
  if (input.dataset.typed || !Number(form.dataset.started)) return;
  if (minutes > 0 && minutes <= LONGEST) input.value = minutes;
}

export function saysLeft(form) {
  const left = exercisesOf(form).flatMap((exercise) => {
    const count = rowsOf(exercise, "open").length;
    return count ? `${nameOf(exercise)}: ${plural(count, "set")}` : [];
  });
  return left.length ? `Not done yet: ${left.join(", ")}.` : "Every set is done.";
}

// In place of the log: what was done. The server's summary follows once everything is sent.
export function showOver(form, { told }) {
  hideOver(form);
  const over = Object.assign(document.createElement("section"), { className: "over", tabIndex: -1 });
  const add = (tag, textContent, parent = over) => parent.appendChild(Object.assign(document.createElement(tag), { textContent }));
  add("h2", "That was it");
  const done = rowsOf(form, "done").length;
  const facts = [`${done} of ${plural(rowsOf(form).length, "set")}`, told.minutes && `${told.minutes} min`, told.rpe && `${told.rpe} of 10`];
  add("p", facts.filter(Boolean).join(" · "));
  const list = add("ul", "");
  for (const exercise of exercisesOf(form)) add("li", `${nameOf(exercise)}: ${resultOf(exercise) || "not done"}`, list);
  if (rowsOf(form, "open").length) add("p", saysLeft(form));
  add("p", "Everything is kept on this phone until it is sent. Then records, sets per muscle and what comes next stand here.");
  const again = add("button", "Correct something");
  Object.assign(again, { type: "button", className: "btn btn-outline-secondary", value: "reopen" });
  form.after(over);
  form.hidden = true;
  return again;
}

export function hideOver(form) {
  form.hidden = false;
  if (form.nextElementSibling?.matches(".over")) form.nextElementSibling.remove();
}
