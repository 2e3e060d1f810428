// What a press does: it is checked, written down, shown, and leads on to what comes next.

import { actsOf, problemOf } from "./acts.js";
import { remember } from "./log-apply.js";
import { choose } from "./log-more.js";
import { exercisesOf, openInTurn, placeOf, rowOf } from "./log-rows.js";
import { display, notice, say, shown } from "./log-view.js";
import { now, person, write } from "./outbox.js";
import { startRest, stopRest } from "./rest.js";

const TWICE = 500; // ms in which a second press is the same one
const FREE = { top: 120, bottom: 80, resting: 190 }; // px of the screen that bars may cover
const SAID = { skip: "Skipped.", swap: "Swapped.", note: "Your note is kept.", pain: "Your trainer will see it.", add: "Added." };
let pressedAt = -TWICE;

// Does what a button says. Resolves once it is safe on this phone.
export async function act(form, button) {
  if (!button?.value || button.value === "none" || pressedTwice(button)) return;
  const extra = button.dataset.choice ? await choose(form, button) : {};
  await tell(form, button.value, button, extra);
}

// A finger that taps twice says one thing, also where the next button came under it meanwhile.
function pressedTwice(button) {
  if (!button.matches(".set__check, .set__remove")) return false;
  const twice = performance.now() - pressedAt < TWICE;
  if (!twice) pressedAt = performance.now();
  return twice;
}

async function tell(form, says, within, extra = {}) {
  for (const told of actsOf(form, says, within)) {
    const problem = problemOf(told);
    if (problem) return complain(form, told, problem);
    if (!Number(form.dataset.started)) form.dataset.started = now();
    const made = { key: told.key, session: told.session, user: person, told, extra };
    shown.add(told.key); // so that it is not taken for another tab's
    await write(made);
    display(form, made);
    if (told.kind === "set") afterSet(form, rowOf(form, told.set), told);
    else if (SAID[told.kind]) closeMore(form, told);
  }
}

// A set that is done was changed: a correction.
export async function correct(form, row) {
  const changed = [...row.querySelectorAll("input")].some((input) => input.value !== (input.dataset.told ?? input.defaultValue));
  if (!changed) return;
  await tell(form, `correct:${row.dataset.set}`, row);
  remember(row);
}

// The rest begins, and the next set is at hand.
function afterSet(form, row, told) {
  const [next] = openInTurn(form);
  const rest = next ? Number(row.dataset.rest) : 0;
  const called = row.querySelector(".set__check").getAttribute("aria-label").replace("Done: ", "");
  if (rest) startRest(told.session, rest, `After ${called}`);
  else stopRest(told.session);
  const load = told.load ? `${told.load} ${told.unit} × ` : "";
  say(form, `Done: ${called}, ${load}${told.reps ?? told.seconds ?? told.metres}.${rest ? ` Rest ${rest} seconds.` : ""}`);
  const target = next?.querySelector(".set__check") ?? form.querySelector(".log__end");
  target.focus({ preventScroll: true });
  bringInSight(next ?? target);
}

function bringInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const covered = document.body.classList.contains("resting") ? FREE.resting : FREE.bottom;
  if (top > FREE.top && bottom < innerHeight - covered) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

function closeMore(form, told) {
  const exercise = placeOf(form, told.slot);
  const link = (exercise ?? form).querySelector("[data-more], [data-extra]");
  (exercise ?? form).querySelector(".more")?.remove();
  link?.setAttribute("aria-expanded", "false");
  link?.focus({ preventScroll: true });
  say(form, SAID[told.kind]);
}

function complain(form, told, { name, text }) {
  const root = (told.set && rowOf(form, told.set)) || placeOf(form, told.slot) || form;
  const input = root.querySelector(`[name="${name}"]:not([type="hidden"])`);
  input?.setAttribute("aria-invalid", "true");
  input?.focus();
  notice(text);
}
