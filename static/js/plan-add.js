// An exercise typed as one line at the end of a workout: what is understood while typing, Enter adds it.

import { fragmentOf } from "./markup.js";
import { freshKey, post } from "./plan-ask.js";
import { plan } from "./plan-grid.js";
import { layUnder, problemLines, say } from "./plan-note.js";
import { takeSection } from "./plan-refresh.js";
import { job } from "./plan-save.js";
import { enter, leaving } from "./plan-select.js";

const PAUSE = 150; // ms
const options = document.getElementById("plan-options");
let timer = 0;
let asked = null;
let box = null; // the box that the options belong to

const isBox = (element) => element instanceof Element && element.matches(".plan__line");
const addressOf = (input) => `${plan.dataset.address}workouts/${input.closest("tbody").dataset.workout}/line/`;
const plain = (text) => text.replace(/\s+/g, " ").trim();
const buttons = () => [...options.querySelectorAll("button")];
// The list that is on the screen, if it is about what now stands in the box.
const list = (input) => (box === input && options.querySelector(`[data-for]`)?.dataset.for === plain(input.value) ? options : null);

export function closeOptions() {
  clearTimeout(timer);
  asked?.abort();
  options.hidden = true;
  options.replaceChildren();
  box = null;
}

async function preview(input) {
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(`${addressOf(input)}preview/?${new URLSearchParams({ q: input.value })}`, { signal });
    if (!answer.ok || answer.redirected) return;
    const found = fragmentOf(await answer.text());
    if (signal.aborted || document.activeElement !== input) return;
    box = input;
    options.replaceChildren(found);
    layUnder(options, input);
  } catch {
    // a newer one is on its way, or there is no connection, which adding will say
  }
}

async function add(input, exercise = "") {
  const typed = input.value;
  const section = input.closest("tbody").id;
  clearTimeout(timer);
  asked?.abort();
  const { status, body } = await job(() => post(addressOf(input), { q: typed, exercise, key: freshKey() }));
  const before = document.querySelector(`#${section} .plan__line`);
  if (status !== 200) {
    say(body.said);
    options.replaceChildren(...problemLines(body), ...(box === before ? buttons() : []));
    box = before;
    return void layUnder(options, before);
  }
  const focused = document.activeElement === before || options.contains(document.activeElement);
  const left = before.value === typed ? "" : before.value; // the next line is being typed already
  closeOptions();
  const fresh = takeSection(body.section).querySelector(".plan__line");
  fresh.value = left;
  if (focused) fresh.focus();
  document.getElementById(body.row)?.classList.add("changed");
  return plan.dispatchEvent(new CustomEvent("plan:done", { detail: body }));
}

function onEnter(input) {
  if (!plain(input.value)) return;
  const shown = list(input);
  if (shown?.querySelector("[data-choose]")) return void buttons()[0]?.focus();
  add(input);
}

// Closes the list, empties the box, or lets Tab leave the plan: one after the other.
function escape(input) {
  if (!options.hidden) return closeOptions();
  if (input.value) input.value = "";
  else {
    leaving.now = true;
    say("Tab leaves the plan now.");
  }
  return undefined;
}

function inBox(event, input) {
  if (!["Escape", "Shift", "Tab"].includes(event.key)) leaving.now = false;
  if (event.key === "Tab" && leaving.now) return false;
  const [cells, lines] = [input.closest("tbody"), [...plan.querySelectorAll("tr[data-slot], .plan__adding")]];
  const here = lines.indexOf(input.closest("tr"));
  if (event.key === "Enter") onEnter(input);
  else if (event.key === "Escape") escape(input);
  else if (event.key === "ArrowDown" && !options.hidden && buttons().length) buttons()[0].focus();
  else if (event.key === "ArrowDown") enter(lines[here + 1], 1);
  else if (event.key === "ArrowUp") enter(lines[here - 1], 1);
  else if (event.key === "Tab" && event.shiftKey && cells.querySelector("tr[data-slot]")) enter(lines[here - 1], Infinity);
  else if (event.key === "Tab" && !event.shiftKey && lines[here + 1]) enter(lines[here + 1], 1);
  else return false;
  return true;
}

function inOptions(event) {
  const all = buttons();
  const here = all.indexOf(event.target);
  if (event.key === "ArrowDown") all[Math.min(here + 1, all.length - 1)]?.focus();
  else if (event.key === "ArrowUp") (all[here - 1] ?? box)?.focus();
  else if (event.key === "Escape") box?.focus(), closeOptions();
  else return false;
  return true;
}

plan.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const handled = isBox(event.target) ? inBox(event, event.target) : options.contains(event.target) && inOptions(event);
  if (handled) event.preventDefault();
});
plan.addEventListener("input", ({ target }) => {
  if (!isBox(target)) return;
  clearTimeout(timer);
  if (plain(target.value)) timer = setTimeout(() => preview(target), PAUSE);
  else closeOptions();
});
plan.addEventListener("submit", (event) => {
  if (!event.target.matches(".plan__add")) return;
  event.preventDefault();
  onEnter(event.target.querySelector(".plan__line"));
});
options.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button && box) add(box, button.value);
});
plan.addEventListener("focusout", ({ relatedTarget }) => {
  if (!options.hidden && relatedTarget !== box && !options.contains(relatedTarget) && document.hasFocus()) closeOptions();
});
options.addEventListener("pointerdown", (event) => event.preventDefault());
