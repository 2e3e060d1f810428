// The rest after a set: computed from the time it ends, so that it survives reloads and sleeping phones.

import { person } from "./outbox.js";

const KEPT = "setwise-rest"; // { person, rests: { session: { until, left, of, name, told } } }
const DONE_SHOWN = 15000; // ms for which "over" stays
const bars = new Map(); // session -> its bar
let timer;
let audio;
let whenOver = () => undefined;

const wish = (name) => localStorage.getItem(`setwise-rest-${name}`) === "1";
const leftOf = ({ until, left }) => left ?? until - Date.now(); // ms
const clock = (ms) => {
  const seconds = Math.max(Math.ceil(ms / 1000), 0);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

function rests() {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
  return kept?.person === person ? kept.rests : {};
}

function keep(session, rest) {
  const { [session]: _old, ...others } = rests();
  const all = rest ? { ...others, [session]: rest } : others;
  if (Object.keys(all).length) localStorage.setItem(KEPT, JSON.stringify({ person, rests: all }));
  else localStorage.removeItem(KEPT);
  draw();
}

const BAR = `<p class="rest__time" data-time></p><p class="rest__of" data-of></p>
<p class="rest__tools"><button type="button" class="btn btn-sm" data-do="less" aria-label="15 seconds less">−15</button>
<button type="button" class="btn btn-sm" data-do="more" aria-label="15 seconds more">+15</button>
<button type="button" class="btn btn-sm" data-do="pause">Pause</button><button type="button" class="btn btn-sm" data-do="skip">Skip</button></p>
<details class="rest__wish"><summary>Alert</summary><label><input type="checkbox" data-wish="sound"> Sound</label>
<label><input type="checkbox" data-wish="vibration"> Vibrate</label></details>`;

// Puts the bar of a session after its log; `over(session)` is told once when a rest has ended.
export function placeBar(form, session, over) {
  const bar = Object.assign(document.createElement("section"), { className: "rest", hidden: true, innerHTML: BAR });
  bar.setAttribute("aria-label", form.dataset.client ? `Rest, ${form.dataset.client}` : "Rest");
  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    const rest = rests()[session];
    if (button && rest) keep(session, DO[button.dataset.do](rest));
  });
  for (const box of bar.querySelectorAll("[data-wish]")) {
    box.checked = wish(box.dataset.wish);
    box.addEventListener("change", () => wished(box));
  }
  form.after(bar);
  bars.set(session, bar);
  whenOver = over;
  draw();
}

function wished(box) {
  localStorage.setItem(`setwise-rest-${box.dataset.wish}`, box.checked ? "1" : "0");
  if (box.checked) listen();
}

// Browsers let a page make a sound only after a touch.
function listen() {
  if (!wish("sound")) return;
  audio ??= new AudioContext();
  audio.resume();
}

export function startRest(session, seconds, name) {
  if (!seconds) return keep(session, null);
  listen();
  keep(session, { until: Date.now() + seconds * 1000, of: seconds, name });
}

export const stopRest = (session) => keep(session, null);

function draw() {
  const all = rests();
  let running = false;
  for (const [session, bar] of bars) running = drawBar(session, bar, all[session]) || running;
  document.body.classList.toggle("resting", running);
  if (running) timer ??= setInterval(draw, 250);
  else timer = clearInterval(timer);
}

function drawBar(session, bar, rest) {
  const left = rest && leftOf(rest);
  const tab = document.querySelector(`[data-tab="${bar.closest("[id]")?.id}"] [data-tab-rest]`);
  bar.hidden = !rest || left < -DONE_SHOWN;
  if (tab) tab.textContent = bar.hidden ? "" : left > 0 ? clock(left) : "Go";
  if (bar.hidden) return false;
  bar.dataset.over = left <= 0 ? "1" : "";
  bar.querySelector("[data-time]").textContent = left > 0 ? clock(left) : "Go";
  bar.querySelector("[data-of]").textContent = left > 0 ? rest.name : "The rest is over";
  bar.querySelector('[data-do="pause"]').textContent = rest.left === undefined ? "Pause" : "Go on";
  bar.style.setProperty("--share", Math.min(Math.max(left, 0) / (rest.of * 1000), 1));
  if (left <= 0 && !rest.told) {
    localStorage.setItem(KEPT, JSON.stringify({ person, rests: { ...rests(), [session]: { ...rest, told: true } } }));
    if (left > -3000) ring(session);
  }
  return true;
}

function ring(session) {
  whenOver(session);
  if (wish("vibration")) navigator.vibrate?.([200, 100, 200]);
  if (!wish("sound") || !audio) return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.6);
}

const DO = {
  less: (rest) => moved(rest, -15000),
  more: (rest) => moved(rest, 15000),
  pause: ({ left, until, ...rest }) => (left === undefined ? { ...rest, left: until - Date.now() } : { ...rest, until: Date.now() + left }),
  skip: () => null,
};

function moved(rest, by) {
  const fresh = rest.left === undefined ? { ...rest, until: Math.max(rest.until, Date.now()) + by } : { ...rest, left: rest.left + by };
  return leftOf(fresh) > 0 ? { ...fresh, told: false } : null;
}

addEventListener("storage", ({ key }) => key === KEPT && draw());
