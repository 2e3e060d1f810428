// Phases and workouts of the plan: made, renamed, moved, toggled, removed, without leaving the page.

import { freshKey } from "./plan-ask.js";
import { bandOf, plan } from "./plan-grid.js";
import { carryOut } from "./plan-refresh.js";
import { job } from "./plan-save.js";
import { current } from "./plan-select.js";

let busy = false;
const parts = () => new Map([...plan.querySelectorAll(".plan__band, tbody")].map((part) => [part.id, part]));

// Where the work goes on: in what is new, else at what was pressed or at the part that it belongs to.
function goOn(before, pressed, about) {
  const fresh = [...parts()].find(([id]) => !before.has(id));
  const [again, part] = [document.getElementById(pressed), document.getElementById(about)?.querySelector("summary")];
  const next = fresh?.[1].querySelector(".plan__line") ?? again ?? part;
  if (next?.closest("details:not([open])")) next.closest("details").querySelector("summary").focus();
  else (next ?? plan.querySelector("summary"))?.focus();
}

function addressOf(form, submitter) {
  const week = form.querySelector("[data-week]")?.value;
  if (week) return `${plan.dataset.address}weeks/${week}/${submitter?.dataset.act ?? "copy"}/`;
  return submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
}

async function send(form, submitter) {
  const before = parts();
  const about = form.closest(".plan__about")?.id;
  const opened = Boolean(form.closest("details[open]"));
  const values = [...new FormData(form, submitter), ["key", freshKey()]];
  await job(() => carryOut(addressOf(form, submitter), values));
  const details = document.getElementById(about);
  if (details && opened && submitter?.id) details.open = true; // a phase may be moved on and on
  if (!document.activeElement?.isConnected || document.activeElement === document.body) goOn(before, submitter?.id, about);
}

// The week of the cell in hand is the one to be copied, until another is chosen; not onto itself.
function choices(form, week = form.querySelector("[data-week]").selectedIndex) {
  form.querySelector("[data-week]").selectedIndex = week;
  for (const [index, box] of form.querySelectorAll("[name=to]").entries()) {
    box.disabled = index === week;
    if (box.disabled) box.checked = false;
  }
}
plan.addEventListener(
  "toggle",
  ({ target }) => {
    const form = target.open && target.querySelector(".plan__weekly");
    if (form) choices(form, bandOf(form) === bandOf(current() ?? plan) ? current().cellIndex - 1 : 0);
  },
  true,
);
plan.addEventListener("change", ({ target }) => target.matches("[data-week]") && choices(target.form));

document.addEventListener("submit", async (event) => {
  if (!event.target.matches(".plan__form")) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  try {
    await send(event.target, event.submitter);
  } finally {
    busy = false;
  }
});
