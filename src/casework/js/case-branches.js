// A choice may close what comes later. What is closed says by which choice, and opens when that is reconsidered, or when the learner goes on as if.

import { all, button, make } from "./node.js";

/**
 * @param {HTMLElement} root
 * @param {{id: string, closes?: Record<string, string[]>}[]} decisions
 * @param {import("./case-decisions.js").Say} say
 * @param {{answer: import("./criteria.js").Answer, resumed: string[]}} record `resumed`: decisions after which the learner goes on as if
 * @param {() => void} changed
 */
export function wakeBranches(root, decisions, say, record, changed) {
  /** What is closed, and by which decision. */
  function closed() {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const { id, closes } of decisions) {
      if (!closes || record.resumed.includes(id) || found.has(id)) continue;
      for (const choice of [record.answer.decisions[id]].flat()) {
        for (const target of closes[choice] || []) if (!found.has(target)) found.set(target, id);
      }
    }
    return found;
  }

  function show() {
    all(root, ".closed-note").forEach((note) => note.remove());
    all(root, ".closed").forEach((node) => node.classList.remove("closed"));
    for (const [target, by] of closed()) {
      const form = root.querySelector(`[data-decision="${target}"]`);
      const place = /** @type {HTMLElement} */ (form || root.querySelector(`#stage-${target}`));
      const title = (/** @type {Element} */ node) => (/** @type {HTMLElement} */ (node.querySelector(".decision-number")).textContent || "").trim();
      const closing = title(/** @type {Element} */ (root.querySelector(`[data-decision="${by}"]`)));
      const said = say("closed", { what: form ? title(form) : say("closed_stage"), by: closing });
      const note = make("div.closed-note", {}, make("p", {}, said), button("resume", say("go_on"), () => {
        record.resumed = [...record.resumed, by];
        changed();
        show();
        /** @type {HTMLElement | null} */ (place.querySelector("input, textarea, select")) ?.focus();
      }));
      place.classList.add("closed");
      if (form) place.prepend(note);
      else /** @type {HTMLElement} */ (place.querySelector("h2")).after(note);
    }
  }

  return {
    show,
    closed,
    /** A decision that is made anew closes anew. @param {string} id */
    decided(id) {
      record.resumed = record.resumed.filter((one) => one !== id);
      show();
    },
  };
}
