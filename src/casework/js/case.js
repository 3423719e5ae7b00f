// Entry of a case's page: the browser's storage is the host. What judges and what fills Word files comes when it is wanted.

import { wakeCase } from "./case-page.js";
import { keptApart } from "./neighbour.js";
import { key } from "./keys.js";
import { make } from "./node.js";
import { drop, putAside, read, works, write } from "./store.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
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

/** What is kept but is no record of a case is put aside, never overwritten. @param {string} name */
function broken(name) {
  let told = false;
  addEventListener("casework:unreadable", () => (told = true), { once: true });
  const kept = read(name);
  if (kept && !(kept.v === 1 && kept.answer)) putAside(name);
  return told;
}

for (const el of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.case[data-case]"))) {
  const slug = el.dataset.case || "";
  const name = key("case", slug);
  /** A part of the case that came in a script of its own. @param {string} which */
  const part = async (which) => {
    await load(`case-${slug}-${which}.js`);
    return (root.caseworkCase || {})[`${slug}/${which}`] || null;
  };
  const notice = broken(name) ? "kept_broken" : works() && !keptApart() ? "" : "not_kept";
  wakeCase(el, {
    notice,
    load: () => read(name),
    save(record) {
      if (record) return write(name, { ...record, at: new Date().toISOString() });
      drop(name);
      return true;
    },
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
