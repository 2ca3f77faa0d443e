// The field pages without a signal: keeps the pages that a page of an open session names, and what they are made of.
// Caches are one a person ("layak-lapangan:7"), so that nobody opens what another kept on the same phone.
const NAME = "layak-lapangan:";
const STATIC = "{% get_static_prefix %}";
const PAGE = /\/lapangan\/(sesi|unit)\/\d+\/$/;
const PATIENCE = 5000;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  const { me, keep = [], forget = [], parts = [] } = event.data;
  event.waitUntil(serve(me, keep, forget, parts).then((kept) => event.ports[0]?.postMessage({ kept })));
});

async function serve(me, keep, forget, parts) {
  for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== NAME + me) await caches.delete(name);
  const cache = await caches.open(NAME + me);
  for (const url of forget) await cache.delete(url, { ignoreVary: true });
  const missing = [];
  for (const url of parts) if (!(await cache.match(url, { ignoreVary: true }))) missing.push(url);
  const done = await Promise.all([...keep, ...missing].map((url) => put(cache, url)));
  return done.every(Boolean);
}

async function put(cache, url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin", redirect: "manual" });
    if (answer.status !== 200) return false;
    await cache.put(url, answer);
    return true;
  } catch {
    return Boolean(await cache.match(url, { ignoreVary: true }));
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && PAGE.test(url.pathname)) event.respondWith(page(request));
  else if (url.pathname.startsWith(STATIC)) event.respondWith(part(request));
});

async function page(request) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const kept = await caches.match(request.url, { ignoreVary: true, ignoreSearch: true });
  try {
    return await fetch(request, kept ? { signal: stop.signal } : {});
  } catch (error) {
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function part(request) {
  return (await caches.match(request.url.split("#")[0], { ignoreVary: true })) || fetch(request);
}
