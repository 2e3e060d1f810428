// What stands under a cell of the plan: what was understood, what is wrong, or two texts to choose from.

import { plan } from "./plan-grid.js";

const note = document.getElementById("plan-note");
const said = document.getElementById("plan-said");

export const line = (words, css = "") => {
  const paragraph = document.createElement("p");
  if (css) paragraph.className = css;
  paragraph.append(...(Array.isArray(words) ? words : [words]));
  return paragraph;
};

export const piece = (words, css, tag = "span") => {
  const part = document.createElement(tag);
  part.className = css;
  part.textContent = words;
  return part;
};

// Puts something over the plan right under an element, inside what can be seen of the plan.
export function layUnder(layer, element) {
  const [outer, box] = [plan.getBoundingClientRect(), element.getBoundingClientRect()];
  layer.hidden = false;
  const most = Math.min(outer.width, document.documentElement.clientWidth) - layer.offsetWidth;
  layer.style.left = `${Math.max(0, Math.min(box.left - outer.left, most))}px`;
  layer.style.top = `${box.bottom - outer.top}px`;
}

export function showUnder(element, ...lines) {
  note.replaceChildren(...lines);
  layUnder(note, element);
}

export function hideNote() {
  note.hidden = true;
  note.replaceChildren();
}

export const noteHolds = (element) => note.contains(element);
export const firstChoice = () => (note.hidden ? null : note.querySelector("button"));

// Read out while somebody types; else what is said once is enough.
export const readOut = (on) => note.setAttribute("aria-live", on ? "polite" : "off");

// Said once, for everybody: on the page and to screen readers.
export function say(words) {
  said.textContent = words;
}

// What a text could not be understood for, with the place in it.
export function problemLines({ said: words, marked = [] }) {
  const lines = [line(words, "plan__problem")];
  if (marked.length) lines.unshift(line([marked[0], piece(marked[1], "", "mark"), marked[2]], "plan__typed"));
  return lines;
}
