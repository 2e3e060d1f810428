// On every page of a person: the worker that keeps pages for bad reception, and the log once it is needed.
//
// The log's modules are fetched at the first touch, or at once where this phone has something to show or
// to send; the worker keeps them from the first visit on.

const { person } = document.body.dataset;
const log = document.querySelector("form.log");
let loading;
let ready = false;

function load() {
  loading ??= import("./log.js").finally(() => (ready = true));
  loading.catch(() => (loading = undefined)); // no network: tried again with the next press
  return loading;
}

if ("serviceWorker" in navigator) {
  const first = !navigator.serviceWorker.controller; // a first visit was not seen by the worker
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  const kits = [...document.querySelectorAll("form.log")].map(({ action }) => new URL("../swaps/", action).href);
  const keep = [...(first ? [location.href] : []), ...kits];
  if (keep.length) navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ keep }));
}

// Also asked when another tab writes something down.
function begin() {
  const { unsent = {}, sessions = [] } = JSON.parse(localStorage.getItem("setwise-outbox") ?? "{}");
  const shows = sessions.some((session) => document.querySelector(`form.log[action*="${session}"]`));
  const waits = Object.keys(unsent).length > 0;
  if (log && (waits || shows || localStorage.getItem("setwise-rest"))) load();
  else if (waits) import("./unsent.js");
}
begin();
addEventListener("storage", ({ key }) => key === "setwise-outbox" && begin());
if (log) for (const name of ["pointerdown", "keydown", "focusin"]) document.addEventListener(name, load, { once: true, passive: true });

// A press is never lost: it waits for the modules; without them the form goes the plain way.
document.addEventListener("click", (event) => {
  const tools = "[data-step], [data-rir], .set__fill, [data-more], [data-why], [data-extra]";
  const pressed = log && !ready && event.target.closest(tools);
  if (!pressed || (pressed.matches("[data-extra]") && navigator.onLine)) return; // online it leads to a page
  event.preventDefault();
  load().then(
    () => pressed.click(),
    () => pressed.href && location.assign(pressed.href),
  );
});
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  const check = !ready && key === "Enter" && target.closest("form.log .set")?.querySelector(".set__check");
  if (!check || target === check) return;
  event.preventDefault();
  load().then(
    () => target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })),
    () => target.form.requestSubmit(check),
  );
});
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!form.matches("form.log")) return;
  event.preventDefault();
  try {
    const { act } = await load();
    await act(form, submitter);
  } catch (problem) {
    console.warn(problem);
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "act", value: submitter?.value ?? "none" }));
    form.submit();
  }
});

// What needs the server says so at once.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || !event.target.matches("[data-online]")) return;
  event.preventDefault();
  document.getElementById("notices").replaceChildren(Object.assign(document.createElement("p"), { textContent: "This needs a connection." }));
});

// Whoever signs out with something unsent is asked first; nothing of it is lost. All else of theirs goes.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.action.endsWith("/account/logout/")) return;
  event.preventDefault();
  const count = JSON.parse(localStorage.getItem("setwise-outbox") ?? "{}").unsent?.[person] ?? 0;
  const what = `${count} ${count === 1 ? "entry is" : "entries are"} not sent yet.`;
  if (count && !window.confirm(`${what} They stay on this phone and are sent when you sign in again. Sign out all the same?`)) return;
  navigator.serviceWorker?.controller?.postMessage("forget");
  localStorage.removeItem("setwise-rest");
  await import("./outbox.js").then(({ forgetSent }) => forgetSent({ everything: true })).catch(() => undefined);
  form.submit();
});

// The set to do next is on the screen, however much stands above it.
const now = log?.querySelector(".set--now");
if (now && !location.hash && now.getBoundingClientRect().bottom > innerHeight - 80) now.scrollIntoView({ block: "center" });
