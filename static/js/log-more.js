// What is unfolded in the log where a link would lead to a page: more to tell of an exercise, others to
// choose from, reasons. Without what they need, the links lead there.

import { kitOf } from "./log-kit.js";
import { aboutOf, exerciseOf, rowsOf } from "./log-rows.js";

const make = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

export async function unfold(form, link) {
  const exercise = exerciseOf(link);
  if ("more" in link.dataset) return toggle(link, exercise, ".more", () => more(form, exercise));
  if ("why" in link.dataset) return toggle(link, exercise, ".log__why", () => why(form, exercise));
  return toggle(link, link.parentElement, ".more", () => extra(form, link));
}

const making = new WeakSet(); // links whose box is being made; pressing them again makes no second one

async function toggle(link, within, selector, build) {
  if (making.has(link)) return;
  const there = within.querySelector(selector);
  link.setAttribute("aria-expanded", !there);
  if (there) return there.remove();
  making.add(link);
  const box = await build().finally(() => making.delete(link));
  if (!box) return void location.assign(link.href);
  (within.querySelector(".log__more") ?? link).after(box);
  box.querySelector("select, input, button")?.focus({ preventScroll: true });
}

async function more(form, exercise) {
  const box = make("div", { className: "more" });
  const template = (form.querySelector("template") ?? form.parentElement.querySelector("template")).content.cloneNode(true);
  box.append(template);
  const open = rowsOf(exercise, "open").length > 0;
  for (const row of box.querySelectorAll(".more__row")) if (!open && row.querySelector('[name="reason"]')) row.remove();
  const others = await swaps(form, exercise);
  if (others) box.append(others);
  return box;
}

// Exercises that are alike, and the way to all others.
async function swaps(form, exercise) {
  const kit = await kitOf(form);
  const { slot } = aboutOf(exercise);
  const ids = kit?.swaps[slot] ?? [];
  const address = exercise.querySelector("[data-more]").getAttribute("href").replace("/more/", "/choose/");
  const search = make("a", { className: "btn btn-outline-secondary", href: address, textContent: "Search" });
  if (!ids.length) return make("div", { className: "more__row" }, make("span", { textContent: "Swap" }), search);
  const select = choice(kit, ids, "swap");
  const reason = make("input", { className: "form-control", name: "swap-reason", maxLength: 200, placeholder: "Why? Need not be said", dir: "auto" });
  const swap = make("button", { className: "btn btn-outline-secondary", name: "act", value: "swap:", textContent: "Swap" });
  swap.dataset.choice = "swap";
  return make("div", { className: "more__row" }, make("label", {}, "Swap for ", select), make("label", {}, "Reason ", reason), swap, search);
}

function choice(kit, ids, name) {
  const options = ids.map((id) => new Option(kit.exercises[id].name, id));
  return make("select", { className: "form-select", name }, ...options);
}

// Without a network one may add what one has done lately; with one the page offers everything.
async function extra(form, link) {
  if (navigator.onLine) return null;
  const kit = await kitOf(form);
  if (!kit?.lately.length) return null;
  const add = make("button", { className: "btn btn-outline-secondary", name: "act", value: "exercise:", textContent: "Add" });
  add.dataset.choice = "extra";
  return make("div", { className: "more" }, make("div", { className: "more__row" }, make("label", {}, "Add, of what you did lately ", choice(kit, kit.lately, "extra")), add));
}

async function why(form, exercise) {
  const reasons = (await kitOf(form))?.why[aboutOf(exercise).slot];
  return reasons ? make("div", { className: "log__why", innerHTML: reasons }) : null;
}

// What a chosen exercise looks like, for the page; the button says which.
export async function choose(form, button) {
  const box = button.closest(".more");
  const id = box.querySelector(`[name="${button.dataset.choice}"]`).value;
  button.value = button.dataset.choice === "swap" ? `swap::${id}` : `exercise::${id}`;
  const kit = await kitOf(form);
  return { how: kit.exercises[id], blank: button.dataset.choice === "extra" ? kit.blank : undefined };
}
