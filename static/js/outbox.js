// Acts of a person: written down on this phone first, then sent, in order, until the server has them.
//
// An act stays here for a while after the server has it, so that a page that was kept for bad reception
// can still show it. Acts of other people on this phone are never sent, and count is all that is shown.

import { openDB } from "../vendor/idb-8.0.4.js";

const FORGET_AFTER = 14 * 24 * 3600 * 1000; // ms; by then no kept page is older
const RETRY = 15000; // ms
const FINAL = new Set([404, 409, 422]); // the server has understood and says no

export const { person } = document.body.dataset;
const channel = "BroadcastChannel" in window ? new BroadcastChannel("setwise") : null;
const opened = openDB("setwise", 1, {
  upgrade(db) {
    const acts = db.createObjectStore("acts", { keyPath: "order", autoIncrement: true });
    acts.createIndex("key", "key", { unique: true });
  },
});
const listeners = new Set();
let signedOut = false;
let running;
let wanted = false;
let timer;
let made; // the time of the newest key, and how many had it
let count;

// `listener(act)` is told what was written, sent or refused, here or in another tab; undefined for "look anew".
export const onChange = (listener) => listeners.add(listener);
export const isSignedOut = () => signedOut;
export const all = async () => (await opened).getAll("acts");
export const unsent = (acts) => acts.filter(({ user, state }) => user === person && state !== "sent");
const waiting = async () => (await all()).filter(({ user, state }) => user === person && state === "waiting");

// By how much this phone's clock is ahead, once its owner has said that the server is right.
const skew = () => Number(localStorage.getItem("setwise-skew") ?? 0);
export const now = () => Date.now() - skew();
export const setClock = (ahead) => localStorage.setItem("setwise-skew", Math.round(ahead));

// A version 7 UUID without its hyphens: keys made later sort later, in the same millisecond too.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = now();
  count = time === made ? count + 1 : bytes[7];
  made = time;
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(time) << 16n) | BigInt(0x7000 + count));
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What client.js knows without this module: for whom something waits, and which sessions have acts here.
async function changed(act) {
  const acts = await all();
  const counts = {};
  for (const { user, state } of acts) if (state !== "sent") counts[user] = (counts[user] ?? 0) + 1;
  const sessions = acts.filter(({ user }) => user === person).map(({ session }) => session);
  localStorage.setItem("setwise-outbox", JSON.stringify({ unsent: counts, sessions: [...new Set(sessions)] }));
  for (const listener of listeners) listener(act);
}

if (channel) channel.onmessage = ({ data }) => listeners.forEach((listener) => listener(data ?? undefined));

// Writes an act down; it is safe on this phone once this has ended. `told` is what the server will hear,
// `extra` what the page needs to show it and the server knows by itself.
export async function write({ key, session, told, extra }) {
  const act = { key, user: person, session, state: "waiting", told, extra, made: Date.now() };
  await (await opened).add("acts", act);
  navigator.storage?.persist?.().catch(() => undefined);
  await changed(act);
  channel?.postMessage(act);
  flush();
}

export async function put(act) {
  await (await opened).put("acts", act);
  await changed(act);
  channel?.postMessage(act);
}

export async function drop(act) {
  await (await opened).delete("acts", act.order);
  await changed();
  channel?.postMessage(null);
}

// What the server has need not be kept for ever, and of other people not at all.
export async function forgetSent({ everything = false } = {}) {
  const old = Date.now() - FORGET_AFTER;
  for (const act of await all()) {
    const over = everything || act.user !== person || act.made < old;
    if (act.state === "sent" && over) await (await opened).delete("acts", act.order);
  }
  await changed();
}

// One flush at a time in this tab, and by the lock in all tabs; what is asked meanwhile is done after it.
export function flush() {
  wanted = true;
  running ??= run().finally(() => (running = undefined));
  return running;
}

async function run() {
  while (wanted) {
    wanted = false;
    await (navigator.locks ? navigator.locks.request("setwise-outbox", sendAll) : sendAll());
  }
}

async function sendAll() {
  if (!(await waiting()).length) return;
  try {
    const token = await freshToken();
    for (let [act] = await waiting(); token && act; [act] = await waiting()) {
      if (!(await send(act, token))) break;
    }
  } catch {
    // No connection, or an answer that is not ours: everything stays, and is tried again.
  }
  await changed();
  clearTimeout(timer);
  if ((await waiting()).length && !signedOut) timer = setTimeout(flush, RETRY);
}

async function freshToken() {
  const answer = await fetch("/events/token/", { cache: "no-store", headers: { Accept: "application/json" } });
  if (answer.status === 401) signedOut = true;
  if (!answer.ok) return null;
  const { user, token } = await answer.json();
  signedOut = user !== person;
  return signedOut ? null : token;
}

// Whether the next one may be sent.
async function send(act, token) {
  const answer = await fetch("/events/", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ ...act.told, sent_at: new Date(now()).toISOString() }),
  });
  signedOut = answer.status === 401;
  if (answer.ok) {
    const { key } = await answer.json(); // a hotel's sign-in page also says 200
    if (key.replaceAll("-", "") !== act.key) throw new Error("This is not our server.");
    await put({ ...act, state: "sent" });
    return true;
  }
  if (!FINAL.has(answer.status)) return false;
  const { error, code, field, now: time } = await answer.json();
  const ahead = time ? Date.now() - Date.parse(time) : 0;
  await put({ ...act, state: "rejected", status: answer.status, reason: error, code, field, ahead });
  return true;
}

addEventListener("online", flush);
addEventListener("pageshow", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
forgetSent();
