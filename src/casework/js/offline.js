// On every page of a site: a web app's manifest, where browsers know it, and, on one page, the button that keeps the module on the
// device. Nothing is kept unless somebody presses it or has installed the module: that costs the data of the whole module.

import { button, make } from "./node.js";
import { wording } from "./strings.js";

const site = new URL("../../../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
const PREFIX = `casework-offline:${site.href}:`;
const served = /^https?:$/.test(location.protocol);
const able = served && window.isSecureContext && "serviceWorker" in navigator;

if (served) document.head.append(make("link", { rel: "manifest", href: new URL("manifest.webmanifest", site).href }));
// installed through the browser's own menu: then it was asked for
if (able && matchMedia("(display-mode: standalone)").matches) register().catch(() => {});

function register() {
  return navigator.serviceWorker.register(new URL("sw.js", site).href, { scope: site.href, updateViaCache: "none" });
}

const root = /** @type {HTMLElement | null} */ (document.querySelector(".offline-page"));
if (root) wake(root);

/** @param {HTMLElement} root */
async function wake(root) {
  const say = wording(JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".offline-data")).textContent || "").words);
  const status = make("p.offline-status", { role: "status" });
  root.append(status);
  if (!able) {
    status.textContent = say(!served ? "offline_file" : window.isSecureContext ? "offline_unable" : "offline_insecure");
    return;
  }
  const keep = button("primary", say("offline_keep"), async () => {
    keep.disabled = true;
    status.textContent = say("offline_waits");
    try {
      await kept(await register());
      show(true);
    } catch (error) {
      status.textContent = say("offline_failed", { reason: error instanceof Error ? error.message : String(error) });
    }
    keep.disabled = false;
  });
  const remove = button("offline-remove", say("offline_remove"), async () => {
    const registration = await own();
    if (registration) await registration.unregister();
    for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
    show(false);
    status.textContent = say("offline_removed");
  });
  root.append(make("div.item-actions", {}, keep, remove));
  const registration = await own();
  show(Boolean(registration && registration.active));
  if (registration && registration.waiting) status.textContent = say("offline_newer");
  if (registration) registration.addEventListener("updatefound", () => kept(registration).then(() => (status.textContent = say("offline_newer")), () => {}));

  /** @param {boolean} is */
  function show(is) {
    keep.hidden = is;
    remove.hidden = !is;
    status.textContent = is ? say("offline_kept") : "";
  }
}

/** This site's registration: a server may hold others. */
async function own() {
  const found = await navigator.serviceWorker.getRegistration(site.href);
  return found && found.scope === site.href ? found : undefined;
}

/** Done when everything is on the device; fails where it could not be. @param {ServiceWorkerRegistration} registration @returns {Promise<void>} */
function kept(registration) {
  const worker = registration.installing;
  if (!worker) return Promise.resolve();
  return new Promise((done, failed) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" || worker.state === "activated") done();
      if (worker.state === "redundant") failed(new Error("redundant"));
    });
  });
}
