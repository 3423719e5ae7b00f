// The checked draft in two views: what is met, section by section, and what the requested State would ask. And its letter.

import { button, make } from "./node.js";

/**
 * @typedef {{id: string, outcome: string, claim?: {sentence: string, reason: string} | null}} Verdict
 * @typedef {{id: string, section: string, free: boolean, field: string}} Criterion
 * @param {HTMLElement} root the case
 * @param {{criteria: Criterion[]}} data
 * @param {(name: string, part?: string) => Node} text
 * @param {import("./case-decisions.js").Say} say
 * @param {{claim: (id: string, claim: {sentence: string, reason: string} | null) => void, sentences: (field: string) => string[]}} acts
 */
export function review(root, data, text, say, acts) {
  const draft = /** @type {HTMLElement} */ (root.querySelector(".draft"));
  const letter = /** @type {HTMLElement} */ (root.querySelector(".case-letter"));
  const summary = make("p.review-summary", { role: "status", tabindex: "-1" });
  const reading = make("div.review-reading", { id: `${draft.id}-reading`, hidden: "" });
  const mine = tab("view_draft", draft);
  const theirs = tab("view_reading", reading);
  const tabs = make("div.review-tabs", { role: "tablist", hidden: "" }, mine, theirs);
  draft.before(tabs, summary);
  draft.after(reading);
  choose(mine);

  /** @param {string} name @param {HTMLElement} panel */
  function tab(name, panel) {
    const node = make("button.review-tab", { type: "button", role: "tab", id: `${panel.id}-tab`, "aria-controls": panel.id }, say(name));
    node.addEventListener("click", () => choose(node));
    node.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      choose(node === mine ? theirs : mine);
      (node === mine ? theirs : mine).focus();
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

  /** Show verdicts; `focus` after a press of the button. @param {Verdict[]} verdicts @param {boolean} focus */
  function show(verdicts, focus) {
    const counts = { met: 0, not_met: 0, not_found: 0, claimed: 0, not_applicable: 0 };
    for (const { outcome } of verdicts) counts[/** @type {keyof typeof counts} */ (outcome.replace(" ", "_"))] += 1;
    summary.textContent = `${say("checked", { of: verdicts.length })} ${say("summary_counts", counts)}`;
    tabs.hidden = false;
    for (const [panel, node] of /** @type {[HTMLElement, HTMLElement][]} */ ([[draft, mine], [reading, theirs]])) {
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", node.id);
    }
    root.querySelectorAll(".verdicts").forEach((old) => old.remove());
    const bySection = new Map();
    for (const verdict of verdicts) {
      const criterion = /** @type {Criterion} */ (data.criteria.find((one) => one.id === verdict.id));
      bySection.set(criterion.section, [...(bySection.get(criterion.section) || []), [criterion, verdict]]);
    }
    const questions = make("div.reading-paper", {}, make("p", {}, say("reading_intro")));
    let open = 0;
    for (const [section, rows] of bySection) {
      const home = root.querySelector(`[data-section="${section}"]`) || /** @type {HTMLElement} */ (draft.firstElementChild);
      const list = make("ul.verdicts", {}, ...rows.map((/** @type {[Criterion, Verdict]} */ [one, verdict]) => row(one, verdict)));
      if (section === "decisions") home.after(list);
      else home.append(list);
      const asked = rows.filter((/** @type {[Criterion, Verdict]} */ [, v]) => ["not met", "not found"].includes(v.outcome));
      open += asked.length;
      if (!asked.length) continue;
      const title = section === "decisions" ? say("decisions_section") : /** @type {HTMLElement} */ (home.querySelector(".section-title")).textContent || "";
      questions.append(
        make("h3", {}, title),
        make("ul", {}, ...asked.map((/** @type {[Criterion, Verdict]} */ [one]) => make("li", {}, text(one.id, "otherwise"), text(one.id, "laws")))),
      );
    }
    if (!open) questions.append(make("p", {}, say("reading_all_met")));
    reading.replaceChildren(questions);
    writeLetter(verdicts);
    if (focus) summary.focus();
  }

  /** @param {Criterion} criterion @param {Verdict} verdict */
  function row(criterion, verdict) {
    const name = verdict.outcome.replace(" ", "_");
    const node = make(`li.verdict.verdict-${name.replace("_", "-")}`, { "data-criterion": criterion.id });
    node.append(make("p.verdict-line", {}, make("b", {}, say(name)), ": ", text(criterion.id, "title")));
    if (verdict.outcome === "met") node.append(make("p", {}, text(criterion.id, "met")));
    if (["not met", "not found"].includes(verdict.outcome)) node.append(make("p", {}, text(criterion.id, "otherwise")));
    if (verdict.outcome !== "not applicable") node.append(text(criterion.id, "laws"));
    if (verdict.outcome === "claimed" && verdict.claim) {
      node.append(make("blockquote", {}, verdict.claim.sentence, verdict.claim.sentence && verdict.claim.reason ? " · " : "", verdict.claim.reason));
      node.append(button("withdraw", say("claim_withdraw"), () => acts.claim(criterion.id, null)));
    }
    if (verdict.outcome === "not found") node.append(claimForm(criterion));
    return node;
  }

  /** Text that a criterion does not find may say it all the same: point to it, or give a reason. @param {Criterion} criterion */
  function claimForm(criterion) {
    const ident = `claim-${criterion.id}`;
    const sentences = acts.sentences(criterion.field);
    const select = make("select", { id: `${ident}-sentence` }, make("option", { value: "" }, say("claim_none")), ...sentences.map((s) => make("option", { value: s }, s)));
    const reason = /** @type {HTMLTextAreaElement} */ (make("textarea", { id: `${ident}-reason`, rows: "2", dir: "auto", maxlength: "2000" }));
    const form = make(
      "form.claim", {},
      make("label", { for: select.id }, say("claim_sentence")), select,
      make("label", { for: reason.id }, say("claim_reason")), reason,
      make("div.item-actions", {}, button("keep-claim", say("claim_keep"))),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const claim = { sentence: /** @type {HTMLSelectElement} */ (select).value, reason: reason.value };
      if (claim.sentence || claim.reason.trim()) acts.claim(criterion.id, claim);
      else reason.focus();
    });
    return make("details.claim-box", {}, make("summary", {}, say("claim")), form);
  }

  /** Seven months later: what was not met shows. @param {Verdict[]} verdicts */
  function writeLetter(verdicts) {
    const gaps = verdicts.filter((v) => ["not met", "not found"].includes(v.outcome)).map((v) => text(v.id, "letter")).filter((node) => (node.textContent || "").trim());
    const paper = make("div.document-paper.letter-paper", {}, text("letter-opening"), ...(gaps.length ? gaps : [text("letter-granted")]), text("letter-closing"));
    letter.replaceChildren(make("div.letter-intro", {}, text("letter-intro")), paper);
  }

  return {
    show,
    clear() {
      summary.textContent = "";
      tabs.hidden = true;
      choose(mine);
      root.querySelectorAll(".verdicts").forEach((old) => old.remove());
      reading.replaceChildren();
      letter.replaceChildren(make("p", {}, say("letter_waits")));
    },
  };
}
