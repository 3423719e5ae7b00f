// Entry of a case's page: the browser's storage is the host. What judges and what fills Word files comes when it is wanted.

import { wakeCase } from "./case-page.js";
import { keptApart } from "./neighbour.js";
import { make } from "./node.js";
import { read, works, write } from "./store.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const course = document.documentElement.dataset.course || "";
const root = Object(window);

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/** A sibling script, loaded once: the one way that works from a file too. @param {string} name @returns {Promise<void>} */
function load(name) {
  const loading = loaded.get(name) || new Promise((done) => {
    const script = make("script", { src: new URL(name, here).href });
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });
  loaded.set(name, loading);
  return loading;
}

/** What is kept under a name but can't be read is put aside, never overwritten. @param {string} name */
function putAside(name) {
  try {
    const text = localStorage.getItem(name);
    const kept = read(name);
    if (text === null || text === "null" || (kept && kept.v === 1 && kept.answer)) return false;
    localStorage.setItem(`${name}:unreadable`, text);
    localStorage.removeItem(name);
    return true;
  } catch {
    return false; // blocked: the other notice says so
  }
}

for (const el of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.case[data-case]"))) {
  const slug = el.dataset.case || "";
  const name = `casework:${course}:case:${slug}`;
  /** A part of the case that came in a script of its own. @param {string} which */
  const part = async (which) => {
    await load(`case-${slug}-${which}.js`);
    return (root.caseworkCase || {})[`${slug}/${which}`] || null;
  };
  const notice = putAside(name) ? "kept_broken" : works(course) && !keptApart(course) ? "" : "not_kept";
  wakeCase(el, {
    notice,
    load: () => read(name),
    save: (record) => write(name, record),
    async engine() {
      await load("case-engine.js");
      return root.caseworkEngine || null;
    },
    criteria: () => part("criteria"),
    debrief: () => part("debrief"),
    async ledger() {
      if (!loaded.has("case-ledger.js")) document.head.append(make("link", { rel: "stylesheet", href: new URL("case-ledger.css", here).href }));
      const [data] = await Promise.all([part("ledger"), load("case-ledger.js")]);
      return data && root.caseworkLedger ? { data, wake: root.caseworkLedger } : null;
    },
    async word(blocks, language) {
      await load("docx.js");
      return root.caseworkDocx ? root.caseworkDocx.fill(blocks, language) : null;
    },
  });
}
