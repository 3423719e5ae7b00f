// Entry of a case's page: the browser's storage is the host.

import { wakeCase } from "./case-page.js";
import { keptApart } from "./neighbour.js";
import { make } from "./node.js";
import { forget, read, works, write } from "./store.js";
import * as engine from "./engine.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const course = document.documentElement.dataset.course || "";
const root = Object(window);

/** A sibling script, loaded when it is needed: the one way that works from a file too. @param {string} name @returns {Promise<void>} */
function load(name) {
  return new Promise((done) => {
    const script = make("script", { src: new URL(name, here).href });
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });
}

for (const el of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.case[data-case]"))) {
  const slug = el.dataset.case || "";
  const name = `casework:${course}:case:${slug}`;
  wakeCase(el, {
    kept: works(course) && !keptApart(course),
    load: () => read(name),
    save: (record) => (record ? write(name, record) : (forget(name), true)),
    async debrief() {
      await load(`case-${slug}-debrief.js`);
      return (root.caseworkDebrief || {})[slug] || null;
    },
    async word(blocks, language) {
      await load("docx.js");
      return root.caseworkDocx ? root.caseworkDocx.fill(blocks, language) : null;
    },
  });
}

// for the tests, which feed both sides the same answers
root.caseworkCase = engine;
