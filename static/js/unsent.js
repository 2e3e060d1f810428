// What is not sent yet, always in sight; what was refused, with the reason and a way to mend it.

import { all, drop, flush, isSignedOut, newKey, onChange, person, put, setClock } from "./outbox.js";

const KINDS = { set: "set", correct: "correction", skip: "skipped set", add: "added set", swap: "swap", pain: "pain", note: "note", finish: "end of a workout", reopen: "reopened workout", start: "start" };
const FIELDS = { load: "Load", reps: "Reps", seconds: "Seconds", metres: "Metres", rir: "RIR", text: "Note", reason: "Reason", rpe: "How hard", minutes: "Minutes" };
const make = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const button = (textContent, does) => {
  const made = make("button", { type: "button", className: "btn btn-sm btn-outline-secondary", textContent });
  made.addEventListener("click", does);
  return made;
};
let pill;
let list;

function words(acts) {
  const sets = acts.length > 0 && acts.every(({ told }) => told.kind === "set");
  const one = sets ? "set" : "entry";
  return `${acts.length} ${acts.length === 1 ? one : sets ? "sets" : "entries"}`;
}

function nameOf({ told }) {
  const amount = told.reps ?? told.seconds ?? told.metres;
  const load = told.load ? `${told.load} ${told.unit} × ` : "";
  const text = told.text ? `: ${told.text.slice(0, 80)}` : "";
  return `${KINDS[told.kind] ?? told.kind}${amount ? ` ${load}${amount}` : ""}${text}, ${new Date(told.at).toLocaleString()}`;
}

// With the right time: as far back as this phone's clock is ahead. Later acts begin with it.
function inTime(acts) {
  setClock(acts.at(-1).ahead);
  return again(acts.map((act) => ({ ...act, told: { ...act.told, at: new Date(Date.parse(act.told.at) - act.ahead).toISOString() } })));
}

async function again(acts) {
  for (const act of acts) await put({ ...act, state: "waiting" });
  flush();
}

// What was typed, to be mended; under a key of its own where the old one is taken.
function refused(act) {
  const inputs = Object.keys(FIELDS).filter((name) => name in act.told);
  const fields = inputs.map((name) => {
    const input = make("input", { className: "form-control", name, value: act.told[name], dir: "auto" });
    if (name === act.field) input.setAttribute("aria-invalid", "true");
    return make("label", {}, `${FIELDS[name]} `, input);
  });
  const item = make("li", {}, make("b", { textContent: nameOf(act) }), ` ${act.reason} `);
  const mended = () => {
    const typed = [...item.querySelectorAll("input")].map(({ name, value }) => [name, value.trim()]);
    const key = act.status === 409 ? newKey() : act.key;
    return again([{ ...act, key, told: { ...act.told, ...Object.fromEntries(typed), key } }]);
  };
  const dropped = () => window.confirm("Drop this entry for good?") && drop(act);
  const send = button(act.status === 409 ? "Send it as a new one" : "Send again", mended);
  item.append(make("div", { className: "unsent-list__mend" }, ...fields, send, button("Drop it", dropped)));
  return item;
}

// Both are made when there is something to say, and stay.
function place() {
  if (pill) return;
  pill = button("", () => list.scrollIntoView({ block: "center" }));
  Object.assign(pill, { id: "unsent", className: "unsent" });
  list = make("section", { id: "unsent-list", className: "unsent-list" });
  list.setAttribute("aria-label", "Not sent yet");
  document.querySelector(".bar__side")?.prepend(pill);
  document.getElementById("main").prepend(list);
}

async function draw() {
  const acts = (await all()).filter(({ state }) => state !== "sent");
  if (!acts.length && !pill) return;
  place();
  const mine = acts.filter(({ user }) => user === person);
  const waiting = mine.filter(({ state }) => state === "waiting");
  const rejected = mine.filter(({ state }) => state === "rejected");
  const says = [waiting.length && `${words(waiting)} not sent`, rejected.length && `${words(rejected)} refused`];
  pill.hidden = !mine.length;
  pill.textContent = says.filter(Boolean).join(", ");
  pill.dataset.state = rejected.length ? "refused" : "waiting";
  list.hidden = !acts.length;
  list.replaceChildren(...told(waiting, rejected, acts.length - mine.length));
}

function told(waiting, rejected, others) {
  const parts = [];
  const say = (text) => parts.push(make("p", { textContent: text }));
  const back = encodeURIComponent(location.pathname + location.search);
  if (waiting.length && isSignedOut()) parts.push(make("p", {}, make("a", { href: `/account/login/?next=${back}`, textContent: `Sign in to send ${words(waiting)}` })));
  else if (waiting.length) say(`${words(waiting)} saved on this phone, sent as soon as there is a connection.`);
  if (others) say(`${others} ${others === 1 ? "entry" : "entries"} of somebody else wait here until they sign in.`);
  const wrong = rejected.filter(({ code }) => code === "clock");
  if (wrong.length) {
    say(wrong[0].reason);
    parts.push(button(`Send ${words(wrong)} with the right time`, () => inTime(wrong)));
  }
  const items = rejected.filter(({ code }) => code !== "clock").map(refused);
  if (items.length) parts.push(make("ul", {}, ...items));
  return parts;
}

onChange(draw);
draw();
