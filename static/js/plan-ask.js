// Requests of the plan: form data there, JSON back.

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const WORDS = {
  0: "No connection. What you typed is still here.",
  401: "You are signed out. Sign in in another tab, then save again.",
  403: "This page has been open for long. Copy what you typed and reload it.",
  404: "This is not in the program any more. Reload the page.",
};
const WRONG = "Something went wrong here. What you typed is still here; try again.";
const PATIENCE = 10_000; // ms

// The answer as { status, body }; `body.said` is always there for people. Status 0: there was no answer.
export async function post(address, values, signal = null) {
  const limits = [AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])];
  let status = 0;
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: new URLSearchParams(values),
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      signal: AbortSignal.any(limits),
    });
    status = answer.redirected ? 401 : answer.status;
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return { status, body: await answer.json() };
  } catch (problem) {
    if (signal?.aborted) throw problem;
    status = 0;
  }
  return { status, body: { said: WORDS[status] ?? WRONG } };
}

export const freshKey = () => crypto.randomUUID();
export const isLost = (status) => status === 0 || status === 401 || status === 403 || status >= 500;
