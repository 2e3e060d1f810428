// What a log needs beside its page: other exercises, reasons. Fetched once, and kept by the worker for
// when the network is lost.

import { sessionOf } from "./acts.js";

const kits = new Map();

export async function kitOf(form) {
  const session = sessionOf(form);
  if (!kits.has(session)) kits.set(session, fetchKit(`/workouts/${session}/swaps/`));
  const kit = await kits.get(session);
  if (!kit) kits.delete(session); // to be asked for again
  return kit;
}

// Null where there is no network and nothing was kept.
async function fetchKit(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
