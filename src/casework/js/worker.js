// The service worker, at the root of the site: keeps every file that the list before it names, and answers from what it keeps.

const scope = /** @type {any} */ (self);
const { version, files } = scope.caseworkOffline;
const base = scope.registration.scope;
const PREFIX = `casework-offline:${base}:`;
const LIST = new URL("casework-offline-list", base).href;
const AT_ONCE = 6;
const current = () => caches.open(PREFIX + version);

scope.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepAll()));

// only now, with every page of the old version closed: a page never meets scripts of another version
scope.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== PREFIX + version) await caches.delete(name);
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(base)) event.respondWith(answer(request));
});

async function keepAll() {
  const cache = await current();
  const older = await olderCaches();
  const waiting = Object.keys(files);
  const work = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const address = new URL(name, base).href;
      // an installation that was cut off goes on where it stopped
      if (await cache.match(address)) continue;
      await cache.put(address, (await known(older, name, address)) || (await load(name, address)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(LIST, new Response(JSON.stringify(files)));
}

/** The caches of earlier versions with their lists. */
async function olderCaches() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === PREFIX + version) continue;
    const cache = await caches.open(name);
    const list = await cache.match(LIST);
    if (list) found.push({ cache, list: await list.json() });
  }
  return found;
}

/** @param {{cache: Cache, list: Record<string, string>}[]} older @param {string} name @param {string} address */
async function known(older, name, address) {
  const same = older.find(({ list }) => list[name] === files[name]);
  return same && same.cache.match(address);
}

/** @param {string} name @param {string} address */
async function load(name, address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${name}`);
  const bytes = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const text = btoa(String.fromCharCode(...hash)).replace(/\+/g, "-").replace(/\//g, "_").slice(0, 16);
  if (text !== files[name]) throw new Error(`changed while it was loaded: ${name}`);
  // a new response: one that came by a redirect can't open a page; and what is kept is no longer packed
  const headers = new Headers(response.headers);
  for (const header of ["content-encoding", "content-length"]) headers.delete(header);
  return new Response(bytes, { headers });
}

/** @param {Request} request */
async function answer(request) {
  const address = new URL(request.url);
  const path = address.pathname + (address.pathname.endsWith("/") ? "index.html" : "");
  const cache = await current();
  const kept = await cache.match(new URL(path, base).href);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch {
    return (request.mode === "navigate" && (await cache.match(new URL("index.html", base).href))) || Response.error();
  }
}
