// What this phone has sent and the room has not acknowledged: kept through reloads and lost networks, sent again under the same key.

import { read, write } from "./store.js";

const AGAIN = 2000;

/**
 * @typedef {{key: string, url: string, body: any}} Entry
 * @typedef {{seq: number, fresh: boolean, counted?: boolean}} Receipt
 * @param {string} name where the entries are kept
 * @param {{done: (entry: Entry, receipt: Receipt) => void, refused: (entry: Entry, reason: string) => void, waiting: (count: number) => void}} tell
 */
export function queue(name, tell) {
  let busy = false;
  /** @returns {Entry[]} */
  const entries = () => {
    const kept = read(name);
    return Array.isArray(kept) ? kept.filter((entry) => entry && typeof entry.url === "string" && typeof entry.key === "string") : [];
  };
  // each time as it is now: another tab may have added or sent
  const drop = (/** @type {string} */ key) => write(name, entries().filter((entry) => entry.key !== key));

  async function flush() {
    if (busy) return;
    busy = true;
    try {
      for (let [entry] = entries(); entry; [entry] = entries()) {
        const answer = await post(entry);
        if (!answer) {
          tell.waiting(entries().length);
          window.setTimeout(flush, AGAIN);
          return;
        }
        drop(entry.key);
        if (answer.receipt) tell.done(entry, answer.receipt);
        else tell.refused(entry, answer.reason || "");
      }
    } finally {
      busy = false;
    }
  }

  addEventListener("online", flush);
  document.addEventListener("visibilitychange", flush);
  return {
    /** @param {string} url @param {any} body with its key */
    add(url, body) {
      // an answer that was changed before it could be sent is still sent: the room keeps both, and counts the last
      write(name, [...entries(), { key: body.key, url, body }]);
      void flush();
    },
    entries,
    flush,
  };
}

/** Null where it must be sent again. @param {Entry} entry @returns {Promise<{receipt?: Receipt, reason?: string} | null>} */
async function post({ url, body }) {
  try {
    const stop = new AbortController();
    const late = window.setTimeout(() => stop.abort(), 15000);
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      signal: stop.signal,
    });
    clearTimeout(late);
    if (answer.ok) return { receipt: await answer.json() };
    if (answer.status === 429 || answer.status >= 500) return null;
    return { reason: (await answer.json()).error };
  } catch {
    return null;
  }
}
