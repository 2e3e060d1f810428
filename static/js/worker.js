// The service worker: static files, and the pages of one person as they were last served.
//
// `VERSION` and `FILES` stand above, written by the server. Nothing is ever sent or stored for anybody
// here; the outbox of the page does that.

const STATIC = `static-${VERSION}`;
const KEPT_STATICS = 2; // a page that was kept may name the files of the version before
const WAIT = 4000; // ms for a network that hardly is one
const PAGES = [/^\/today\/$/, /^\/workouts\/[0-9a-f-]{36}\/(swaps\/)?$/, /^\/calendar\/$/, /^\/floor\/$/];
const OFFLINE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>No connection</title><h1>No connection</h1><p>This page was not opened before. <a href="/today/">Today</a> is on this phone.</p></html>`;

const isKept = (pathname) => PAGES.some((page) => page.test(pathname));
// The floor is another page for other clients; all else is the same whatever stands behind the question mark.
const addressOf = (url) => (new URL(url).pathname === "/floor/" ? url : url.split("?")[0]);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(STATIC)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith("static-") && name !== STATIC);
  await Promise.all(names.slice(0, Math.max(names.length - KEPT_STATICS + 1, 0)).map((name) => caches.delete(name)));
}

async function forgetPages(except) {
  const names = (await caches.keys()).filter((name) => name.startsWith("pages-") && name !== except);
  await Promise.all(names.map((name) => caches.delete(name)));
}

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forgetPages());
  if (event.data.keep) event.waitUntil(Promise.all(event.data.keep.map(keep)).catch(() => undefined));
});

// A copy for later: it must not take what the next page is to tell (web/context.py).
async function keep(address) {
  const pathname = new URL(address).pathname;
  if (!isKept(pathname)) return;
  if (pathname.endsWith("/swaps/") && (await keptPage(address))) return;
  await remember(address, await fetch(address, { headers: { "X-Keep": "1" } }));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || request.headers.has("HX-Request")) return;
  if (pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate" || isKept(pathname)) event.respondWith(page(event, pathname));
});

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

// From the network; as it was kept where there is none, where it is slow, and where the server is ill.
async function page(event, pathname) {
  const { request } = event;
  const kept = isKept(pathname) ? await keptPage(request.url) : undefined;
  const asked = fetch(request).then((answer) => remember(request.url, answer, request.mode === "navigate"));
  event.waitUntil(asked.catch(() => undefined));
  try {
    if (!kept) return await asked;
    const healthy = asked.then((answer) => (answer.status >= 500 ? kept : answer));
    const late = new Promise((resolve) => setTimeout(() => resolve(kept), WAIT));
    return await Promise.race([healthy, late]);
  } catch {
    if (kept) return kept;
    if (pathname === "/" && (await keptPage(`${location.origin}/today/`))) return Response.redirect("/today/");
    return new Response(OFFLINE, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

async function keptPage(address) {
  const name = (await caches.keys()).find((each) => each.startsWith("pages-"));
  return name && (await caches.open(name)).match(addressOf(address), { ignoreVary: true });
}

// Pages are kept for the person they were served to, and for nobody else.
async function remember(address, answer, navigated = false) {
  if (answer.type === "opaqueredirect" || !answer.ok) return answer;
  const person = answer.headers.get("Setwise-Person");
  if (navigated || person) await forgetPages(person ? `pages-${person}` : undefined);
  if (person && !answer.redirected && isKept(new URL(address).pathname)) {
    await (await caches.open(`pages-${person}`)).put(addressOf(address), answer.clone());
  }
  return answer;
}
