// The checked draft in two views: the form with a verdict below each section, and the paper as the requested State reads it, with what
// it would ask in the margin. And its letter.

import { all, button, make } from "./node.js";

/**
 * @typedef {{id: string, outcome: string, claim?: {sentence: string, reason: string} | null}} Verdict
 * @typedef {{id: string, section: string, free: boolean, field: string}} Criterion
 * @typedef {[Criterion, Verdict]} Row
 * @param {HTMLElement} root the case
 * @param {{criteria: Criterion[]}} data
 * @param {(name: string, part?: string) => Node} text
 * @param {import("./case-decisions.js").Say} say
 * @param {(id: string, claim: {sentence: string, reason: string} | null) => void} claimed
 */
export function review(root, data, text, say, claimed) {
  const draft = /** @type {HTMLElement} */ (root.querySelector(".draft"));
  const letter = root.querySelector(".case-letter");
  const summary = make("div.review-summary", { role: "status", tabindex: "-1" });
  const reading = make("div.review-reading", { id: `${draft.id}-reading`, hidden: "" });
  const mine = tab("view_draft", draft);
  const theirs = tab("view_reading", reading);
  const tabs = make("div.review-tabs", { role: "tablist", hidden: "" }, mine, theirs);
  draft.before(summary, tabs);
  draft.after(reading);
  choose(mine);

  /** @param {string} name @param {HTMLElement} panel */
  function tab(name, panel) {
    const node = make("button.review-tab", { type: "button", role: "tab", id: `${panel.id}-tab`, "aria-controls": panel.id }, say(name));
    node.addEventListener("click", () => choose(node));
    node.addEventListener("keydown", (event) => {
      const other = node === mine ? theirs : mine;
      const wanted = { ArrowLeft: other, ArrowRight: other, Home: mine, End: theirs }[event.key];
      if (!wanted) return;
      event.preventDefault();
      choose(wanted);
      wanted.focus();
    });
    return node;
  }

  /** @param {HTMLElement} chosen */
  function choose(chosen) {
    for (const [node, panel] of /** @type {[HTMLElement, HTMLElement][]} */ ([[mine, draft], [theirs, reading]])) {
      const on = node === chosen;
      node.setAttribute("aria-selected", String(on));
      node.tabIndex = on ? 0 : -1;
      panel.hidden = !on;
    }
  }

  /**
   * Show verdicts. `focus`: "summary", a criterion's id, or nothing.
   * @param {Verdict[]} verdicts
   * @param {import("./docx-blocks.js").Block[]} paper
   * @param {(text: string) => readonly string[]} sentences
   * @param {Record<string, any>} request
   * @param {string} [focus]
   */
  function show(verdicts, paper, sentences, request, focus) {
    tabs.hidden = false;
    for (const [panel, node] of /** @type {[HTMLElement, HTMLElement][]} */ ([[draft, mine], [reading, theirs]])) {
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", node.id);
    }
    all(root, ".verdicts").forEach((old) => old.remove());
    /** @type {Map<string, Row[]>} */
    const bySection = new Map();
    for (const verdict of verdicts) {
      const criterion = /** @type {Criterion} */ (data.criteria.find((one) => one.id === verdict.id));
      bySection.set(criterion.section, [...(bySection.get(criterion.section) || []), [criterion, verdict]]);
    }
    const open = make("ul.review-open");
    for (const [section, rows] of bySection) {
      const home = /** @type {HTMLElement | null} */ (root.querySelector(`[data-section="${section}"]`));
      const list = make("ul.verdicts", { id: `${draft.id}-verdicts-${section}` }, ...rows.map(([one, verdict]) => row(one, verdict, sentences, request)));
      if (home) home.append(list);
      else /** @type {HTMLElement} */ (draft.firstElementChild).after(list);
      const count = asked(rows).length;
      if (count) open.append(make("li", {}, make("a", { href: `#${list.id}` }, titleOf(section)), ` (${count})`));
    }
    open.addEventListener("click", () => choose(mine));
    const counts = { met: 0, not_met: 0, not_found: 0, claimed: 0, not_applicable: 0 };
    for (const { outcome } of verdicts) counts[/** @type {keyof typeof counts} */ (outcome.replace(" ", "_"))] += 1;
    summary.replaceChildren(make("p", {}, `${say("checked", { of: verdicts.length })} ${say("summary_counts", counts)}`), ...(open.firstChild ? [open] : []));
    reading.replaceChildren(asTheyRead(paper, bySection));
    writeLetter(verdicts);
    if (!focus) return;
    const place = root.querySelector(`li[data-criterion="${focus}"]`) || summary;
    /** @type {HTMLElement} */ (place).focus();
  }

  /** @param {string} section @returns {string} */
  function titleOf(section) {
    const title = root.querySelector(`[data-section="${section}"] .section-title`);
    return (title && title.textContent) || say("decisions_section");
  }

  /** @param {Criterion} criterion @param {Verdict} verdict @param {(text: string) => readonly string[]} sentences @param {Record<string, any>} request */
  function row(criterion, verdict, sentences, request) {
    const name = verdict.outcome.replace(" ", "_");
    const node = make(`li.verdict.verdict-${name.replace("_", "-")}`, { "data-criterion": criterion.id, tabindex: "-1" });
    node.append(make("p.verdict-line", {}, make("b.verdict-name", {}, say(name)), " ", make("span.verdict-title", {}, text(criterion.id, "title"))));
    if (verdict.outcome === "met") node.append(make("p.verdict-met", {}, text(criterion.id, "met")));
    if (isOpen(verdict)) node.append(make("p", {}, text(criterion.id, "otherwise")));
    if (verdict.outcome !== "not applicable") node.append(text(criterion.id, "laws"));
    if (verdict.outcome === "claimed" && verdict.claim) {
      for (const said of [verdict.claim.sentence, verdict.claim.reason]) if (said) node.append(make("blockquote", { dir: "auto" }, said));
      node.append(button("withdraw", say("claim_withdraw"), () => claimed(criterion.id, null)));
    }
    if (verdict.outcome === "not found") node.append(claimForm(criterion, sentences(String(request[criterion.field] || ""))));
    return node;
  }

  /** Text that a criterion does not find may say it all the same: point to it, or give a reason. @param {Criterion} criterion @param {readonly string[]} sentences */
  function claimForm(criterion, sentences) {
    const ident = `claim-${criterion.id}`;
    const options = sentences.map((sentence) => make("option", { value: sentence }, sentence));
    const select = /** @type {HTMLSelectElement} */ (make("select", { id: `${ident}-sentence`, dir: "auto" }, make("option", { value: "" }, say("claim_none")), ...options));
    const reason = /** @type {HTMLTextAreaElement} */ (make("textarea", { id: `${ident}-reason`, rows: "2", dir: "auto", maxlength: "2000" }));
    const form = make(
      "form.claim", { method: "dialog" },
      make("label", { for: select.id }, say("claim_sentence")), select,
      make("label", { for: reason.id }, say("claim_reason")), reason,
      make("div.item-actions", {}, button("keep-claim", say("claim_keep"))),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const claim = { sentence: select.value, reason: reason.value };
      if (claim.sentence || claim.reason.trim()) claimed(criterion.id, claim);
      else reason.focus();
    });
    // typing here is no change of the draft
    for (const kind of ["input", "change"]) form.addEventListener(kind, (event) => event.stopPropagation());
    return make("details.claim-box", {}, make("summary", {}, say("claim")), form);
  }

  /** The draft as a paper; beside each section what its reader would ask. @param {import("./docx-blocks.js").Block[]} blocks @param {Map<string, Row[]>} bySection */
  function asTheyRead(blocks, bySection) {
    const sheet = make("div.reading-paper");
    const order = all(draft, ".draft-section").map((node) => node.dataset.section || "");
    let place = make("header.read-head");
    let number = -1;
    sheet.append(place);
    const finish = () => {
      if (number >= 0) note(place, bySection.get(order[number]));
    };
    for (const block of blocks) {
      if (block.kind === "heading") {
        finish();
        number += 1;
        place = make("div.read-text");
        sheet.append(make("section.read-section", {}, place));
      }
      place.append(block.kind === "table" ? table(block.rows || []) : make(`${TAGS[/** @type {keyof typeof TAGS} */ (block.kind)]}.paper-${block.kind}`, { dir: "auto" }, block.text || ""));
    }
    finish();
    const decided = bySection.get("decisions");
    if (decided && asked(decided).length) {
      place = make("div.read-text", {}, make("h4", {}, say("decisions_section")));
      sheet.append(make("section.read-section", {}, place));
      note(place, decided);
    }
    const some = [...bySection.values()].some((rows) => asked(rows).length);
    return make("div", {}, make("p", {}, say(some ? "reading_intro" : "reading_all_met")), sheet);
  }

  /** @param {HTMLElement} place @param {Row[] | undefined} rows */
  function note(place, rows) {
    const questions = asked(rows || []).map(([one]) => make("li", {}, make("p", {}, text(one.id, "otherwise")), text(one.id, "laws")));
    if (questions.length) place.after(make("ul.margin-notes", {}, ...questions));
  }

  /** Seven months later: what was not met shows. @param {Verdict[]} verdicts */
  function writeLetter(verdicts) {
    if (!letter) return;
    const gaps = verdicts.filter(isOpen).map((v) => text(v.id, "letter")).filter((node) => (node.textContent || "").trim());
    const paper = make("div.document-paper.letter-paper", {}, text("letter-opening"), ...(gaps.length ? gaps : [text("letter-granted")]), text("letter-closing"));
    letter.replaceChildren(make("div.letter-intro", {}, text("letter-intro")), paper);
  }

  return {
    show,
    clear() {
      summary.replaceChildren();
      tabs.hidden = true;
      choose(mine);
      all(root, ".verdicts").forEach((old) => old.remove());
      reading.replaceChildren();
      if (letter) letter.replaceChildren(make("p.letter-waits", {}, say("letter_waits")));
    },
  };
}

const TAGS = { title: "h3", to: "p", heading: "h4", source: "p", label: "p", text: "p", blank: "p" };

const isOpen = (/** @type {Verdict} */ verdict) => ["not met", "not found"].includes(verdict.outcome);

const asked = (/** @type {Row[]} */ rows) => rows.filter(([, verdict]) => isOpen(verdict));

/** @param {string[][]} rows */
function table([head, ...rows]) {
  const line = (/** @type {string} */ tag, /** @type {string[]} */ cells) => make("tr", {}, ...cells.map((cell) => make(tag, { dir: "auto" }, cell)));
  return make("div.table-scroll", { tabindex: "0" }, make("table", {}, make("thead", {}, line("th", head)), make("tbody", {}, ...rows.map((cells) => line("td", cells)))));
}
