// The page as host: a model of the shape that a notebook gives to a widget, over the browser's storage.
// One record an item, {"v": 1, "tries": [{response, score, maximum, at}], "hints": 0}, the same for every language.

import { key } from "./keys.js";
import { drop, putAside, read, write } from "./store.js";

/**
 * @typedef {{response: any, score: number, maximum: number, at: string, certainty?: string}} Try
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, listener: () => void) => void} on
 * @property {(event: string, listener: () => void) => void} off
 */

/**
 * `responses` and `hints` are read from the store each time: another tab may have added to them.
 * @param {string[]} ids of the page's items
 * @param {Record<string, string>} strings
 * @returns {Model}
 */
export function pageModel(ids, strings) {
  /** @type {Record<string, any>} */
  let changed = {};
  const events = new EventTarget();
  const tell = (/** @type {string} */ event) => events.dispatchEvent(new Event(event));

  /** @type {Model} */
  const model = {
    get(name) {
      if (name === "strings") return strings;
      return name in changed ? changed[name] : Object.fromEntries(ids.map((id) => [id, record(id)[name]]));
    },
    set(name, value) {
      changed[name] = value;
    },
    save_changes() {
      const [tries, hints] = [model.get("responses"), model.get("hints")];
      const names = Object.keys(changed);
      changed = {};
      for (const id of ids) {
        const before = record(id);
        const after = { responses: tries[id] || [], hints: hints[id] || 0 };
        if (JSON.stringify(before) === JSON.stringify(after)) continue;
        if (!after.responses.length && !after.hints) drop(key("item", id));
        else write(key("item", id), { v: 1, tries: after.responses, hints: after.hints });
      }
      names.forEach((name) => tell(`change:${name}`));
    },
    on: (event, listener) => events.addEventListener(event, listener),
    off: (event, listener) => events.removeEventListener(event, listener),
  };
  return model;
}

/** What is kept of an item; whatever is corrupt there is put aside and counts as nothing. @param {string} id @returns {any} */
function record(id) {
  const kept = read(key("item", id));
  const valid = kept && kept.v === 1 && Array.isArray(kept.tries);
  if (kept && !valid) putAside(key("item", id));
  const tries = valid ? kept.tries.filter((/** @type {any} */ entry) => entry && "response" in Object(entry)) : [];
  return { responses: tries, hints: valid && kept.hints > 0 ? kept.hints : 0 };
}
