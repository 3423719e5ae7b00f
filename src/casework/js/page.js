// Entry of every page: what a cited provision says, questions, forgetting everything, answers on paper. One script for all pages:
// the first page pays for it, and a page with questions costs no more than its words.

import { confirmed } from "./confirm.js";
import { popovers } from "./law.js";
import { leaveWord } from "./neighbour.js";
import { all } from "./node.js";
import "./quiz.js";
import { forgetAll } from "./store.js";
import { wording } from "./strings.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const root = Object(window);
const say = wording(root.caseworkStrings);

/** The register's texts are large: an instrument's come with the first of its provisions that somebody looks at. @type {Map<string, Promise<any>>} */
const instruments = new Map();
popovers(
  document.body,
  async (ref) => {
    const [slug] = ref.split("/");
    if (!instruments.has(slug)) instruments.set(slug, load(new URL(`law-${slug}.js`, here).href));
    await instruments.get(slug);
    return (root.caseworkLaw || {})[ref];
  },
  say,
);

/** A classic script, since nothing else loads from a file. @param {string} src @returns {Promise<void>} */
function load(src) {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = src;
    // without it the links still lead to the register
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });
}

leaveWord();

/** @type {HTMLButtonElement[]} */
const forgetters = all(document, "[data-action=forget-all]");
for (const button of forgetters) {
  confirmed(button, say("forget_sure"), () => {
    forgetAll();
    dispatchEvent(new Event("casework:forgotten"));
    return say("forget_done");
  });
}

/** @type {HTMLDetailsElement[]} */
let opened = [];
addEventListener("beforeprint", () => {
  opened = all(document, "details.item-key:not([open])");
  opened.forEach((details) => (details.open = true));
});
addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));
