// The log of a session: each press is written down on this phone, shown at once, and sent when it can be.

import { sessionOf } from "./acts.js";
import { unapply } from "./log-apply.js";
import { kitOf } from "./log-kit.js";
import { fill, showPlates, step } from "./log-loads.js";
import { unfold } from "./log-more.js";
import { act, correct } from "./log-press.js";
import { exercisesOf, name, read, rowsOf } from "./log-rows.js";
import { display, refresh, replay, say, shown } from "./log-view.js";
import { all, flush, onChange, person, unsent } from "./outbox.js";
import { placeBar } from "./rest.js";
import "./unsent.js";

const forms = [...document.querySelectorAll("form.log")];
const TOOLS = "[data-step], [data-rir], .set__fill, [data-more], [data-why], [data-extra]";

export { act };

function use(form, tool) {
  if (tool.dataset.step) return step(tool);
  if (tool.matches(".set__fill")) return fill(tool);
  if (!tool.dataset.rir) return unfold(form, tool);
  const input = tool.closest(".rir").querySelector("input");
  input.value = tool.dataset.rir;
  return input.dispatchEvent(new Event("change", { bubbles: true }));
}

// Enter in a field presses the button that belongs to it.
function enter(event) {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=hidden]), select")) return;
  const row = event.target.closest(".set");
  const button = (row ?? event.target.closest(".more__row"))?.querySelector(".set__check, .more__row button");
  if (!row && !button) return;
  event.preventDefault();
  if (row?.dataset.state === "done") event.target.blur();
  else button.click();
}

function prepare(form) {
  form.querySelectorAll(".set").forEach(read);
  for (const exercise of exercisesOf(form)) {
    exercise.dataset.over = rowsOf(exercise, "open").length ? "" : "1";
    name(exercise);
  }
  placeBar(form, sessionOf(form), () => say(form, "The rest is over."));
}

function listen(form) {
  form.addEventListener("click", (event) => {
    const tool = event.target.closest(TOOLS);
    if (!tool || (tool.matches("[data-extra]") && navigator.onLine)) return;
    event.preventDefault();
    use(form, tool);
  });
  form.addEventListener("input", ({ target }) => {
    target.removeAttribute("aria-invalid");
    if (target.name === "minutes") target.dataset.typed = "1";
    if (target.name === "load") showPlates(target.closest(".set"));
  });
  form.addEventListener("change", ({ target }) => {
    const row = target.closest('.set[data-state="done"]');
    if (row) correct(form, row);
  });
  form.addEventListener("keydown", enter);
}

// Once all of a session that is over has arrived, the server's own summary follows.
async function sumUp(form) {
  const left = unsent(await all()).filter(({ session }) => session === sessionOf(form));
  if (form.hidden && !left.length && forms.length === 1) location.reload();
}

onChange((made) => {
  const form = made && forms.find((each) => sessionOf(each) === made.session);
  if (!form || made.user !== person) return;
  if (made.state === "sent") sumUp(form);
  if (made.state !== "rejected" && !shown.has(made.key)) display(form, made);
  if (made.state !== "rejected" || !shown.delete(made.key)) return;
  unapply(form, made);
  refresh(form);
});

document.addEventListener("click", ({ target }) => {
  const again = target.closest(".over button");
  if (again) act(again.closest(".over").previousElementSibling, again);
});

forms.forEach(prepare);
await Promise.all(forms.map(replay));
// From here on these modules hear of presses; client.js has kept those that came before, and makes them now.
forms.forEach(listen);
for (const form of forms) {
  rowsOf(form, "done").forEach((row) => correct(form, row)); // changed before these modules were there
  (window.requestIdleCallback ?? setTimeout)(() => kitOf(form));
}
flush();
