// The way through a case: what is done is marked at the top; the cut of 45 minutes puts stages away; papers that were read are marked.

import { all, make } from "./node.js";

/**
 * @param {HTMLElement} root
 * @param {import("./strings.js").Say} say
 * @param {{checked: boolean, debriefed: boolean, short: boolean, read: number[]}} record
 * @param {() => void} changed
 */
export function wakeWay(root, say, record, changed) {
  const progress = make("p.case-progress");
  const id = `${root.id}-short`;
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id, role: "switch" }));
  const papers = /** @type {HTMLDetailsElement[]} */ (all(root, "details.document"));
  /** @type {HTMLElement} */ (root.querySelector(".case-way")).after(
    progress,
    make("p.short-cut", {}, box, make("label", { for: id }, say("short_cut"))),
  );
  box.addEventListener("change", () => {
    record.short = box.checked;
    cut();
    changed();
  });
  papers.forEach((paper, place) =>
    paper.addEventListener("toggle", () => {
      if (!paper.open || record.read.includes(place)) return;
      record.read = [...record.read, place];
      mark();
      changed();
    }),
  );
  let printed = /** @type {HTMLDetailsElement[]} */ ([]);
  addEventListener("beforeprint", () => {
    printed = /** @type {HTMLDetailsElement[]} */ (all(root, "details.document:not([open]), details.example:not([open])"));
    printed.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => printed.forEach((details) => (details.open = false)));

  function cut() {
    for (const node of all(root, '[data-short="false"]')) node.hidden = record.short;
  }

  function mark() {
    papers.forEach((paper, place) => paper.classList.toggle("read", record.read.includes(place)));
  }

  return {
    restore() {
      box.checked = record.short;
      cut();
      mark();
    },
    /** @param {{made: number, decisions: number, filled: number, fields: number, marked: number}} state */
    show({ made, decisions, filled, fields, marked }) {
      const told = [say("progress_decisions", { done: made, of: decisions })];
      if (!record.short) told.push(say("progress_fields", { done: filled, of: fields }));
      progress.textContent = told.join(" · ");
      const done = {
        documents: papers.every((_, place) => record.read.includes(place)),
        ledger: marked > 0, decisions: made === decisions, draft: record.checked, reading: record.checked, debrief: record.debriefed,
      };
      for (const step of all(root, ".case-way li")) {
        const stage = root.querySelector(`#stage-${step.dataset.stage}`);
        step.classList.toggle("done", done[/** @type {keyof typeof done} */ (/** @type {HTMLElement} */ (stage).dataset.kind)]);
      }
    },
  };
}
