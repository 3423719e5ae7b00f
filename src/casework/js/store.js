// What the browser keeps: JSON in localStorage, which may be blocked, full or corrupt without study coming to a stop.
// On a computer marked so, nothing outlives the tab: sessionStorage stands in, and localStorage holds that mark alone.

import { ASIDE, key } from "./keys.js";

/** What could not be kept lives here for as long as the page is open, for all scripts of the page. @type {Map<string, string>} */
const unkept = (Object(window).caseworkUnkept = Object(window).caseworkUnkept || new Map());

/** True where this computer is to keep nothing. */
export function passing() {
  try {
    return localStorage.getItem(key("keep")) === '"no"';
  } catch {
    return false;
  }
}

/** @returns {Storage} may throw where storage is blocked */
const area = () => (passing() ? sessionStorage : localStorage);

/** The value kept under a name; null where there is none or it can't be read. @param {string} name @returns {any} */
export function read(name) {
  let text;
  try {
    text = unkept.get(name) || area().getItem(name);
  } catch {
    return null; // blocked: nothing was kept there
  }
  try {
    return JSON.parse(text || "null");
  } catch {
    putAside(name);
    return null;
  }
}

/** What is kept but can't be used is never overwritten: it moves to a name of its own. @param {string} name */
export function putAside(name) {
  try {
    const kept = area();
    kept.setItem(name + ASIDE, kept.getItem(name) || "");
    kept.removeItem(name);
  } catch {
    // full: it stays where it is until something is kept in its place
  }
  Object(window).caseworkUnreadable = true;
  dispatchEvent(new Event("casework:unreadable"));
}

/** Keep a value; false where it will be lost with the page. @param {string} name @param {unknown} value */
export function write(name, value) {
  const text = JSON.stringify(value);
  try {
    area().setItem(name, text);
    unkept.delete(name);
    return true;
  } catch {
    unkept.set(name, text);
    dispatchEvent(new Event("casework:unkept"));
    return false;
  }
}

/** Every name that is kept and starts so. @param {string} prefix */
export function names(prefix) {
  /** @type {string[]} */
  let found = [];
  try {
    found = Object.keys(area());
  } catch {
    // blocked
  }
  return [...new Set([...found, ...unkept.keys()])].filter((name) => name.startsWith(prefix)).sort();
}

/** Forget these names wherever they are kept. @param {(name: string) => boolean} which */
export function forget(which) {
  for (const name of [...unkept.keys()]) if (which(name)) unkept.delete(name);
  for (const kind of ["localStorage", "sessionStorage"]) {
    try {
      const kept = Object(window)[kind];
      for (const name of Object.keys(kept)) if (which(name)) kept.removeItem(name);
    } catch {
      // blocked: nothing was kept there
    }
  }
}

/** @param {string} name */
export const drop = (name) => forget((other) => other === name);

/** Everything of the course but the mark that says that this computer keeps nothing. */
export const forgetAll = () => forget((name) => name.startsWith(key("")) && name !== key("keep"));

/** False where nothing will be kept: storage is blocked or full. */
export function works() {
  const kept = write(key("probe"), 1);
  drop(key("probe"));
  return kept;
}
