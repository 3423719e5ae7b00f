// Feedback: the verdict of the whole, and after each part the remark that marking refers to, copied from the item's key.

import { all, make } from "./node.js";

/**
 * @typedef {import("./marking.js").Outcome} Outcome
 * @typedef {import("./strings.js").Say} Say
 */

/**
 * Fill the outcome's box. @param {HTMLElement} box @param {HTMLFormElement} form @param {Outcome} outcome
 * @param {number} tries @param {Say} say
 */
export function showOutcome(box, form, outcome, tries, say) {
  const { verdict, score, maximum } = outcome;
  const line = make("p.item-result", {}, make("strong", {}, say(`verdict_${verdict}`)));
  if (maximum) line.append(" ", make("span.item-score", {}, say("score", { score, maximum })));
  if (tries > 1) line.append(" ", make("span.item-tries", {}, say("try", { number: tries })));
  box.className = `item-outcome ${verdict}`;
  box.replaceChildren(line, ...remark(form, "feedback"));
}

/** After each part its own remark. @param {HTMLFormElement} form @param {Outcome} outcome @param {Say} say */
export function showParts(form, outcome, say) {
  for (const { part, verdict, feedback } of outcome.parts) {
    const place = placeOf(form, part);
    const box = make(`div.item-feedback.${verdict}`, {}, make("p.item-verdict", {}, say(`part_${verdict}`)));
    if (feedback) box.append(...remark(form, feedback));
    place.dataset.verdict = verdict;
    put(box, place);
  }
}

/** After its part: below the row of a table, below the paragraph of a text; else at its end. @param {HTMLElement} box @param {HTMLElement} place */
function put(box, place) {
  if (place.matches("tr")) {
    const cell = make("td", { colspan: String(place.children.length) }, box);
    place.after(make("tr.feedback-row", {}, cell));
  } else if (place.matches("label")) {
    /** @type {Element} */
    let last = /** @type {Element} */ (place.parentElement);
    while (last.nextElementSibling && last.nextElementSibling.matches(".item-feedback")) last = last.nextElementSibling;
    box.prepend(make("q", {}, (place.textContent || "").trim()));
    last.after(box);
  } else place.append(box);
}

/** @param {HTMLFormElement} form */
export function clearParts(form) {
  all(form, ".item-feedback, .feedback-row").forEach((box) => box.remove());
  all(form, "[data-verdict]").forEach((place) => place.removeAttribute("data-verdict"));
}

/** The row of a part; of reasons, which share a name, the chosen one. @param {HTMLFormElement} form @param {string} part */
function placeOf(form, part) {
  const rows = all(form, `[data-part="${part}"]`);
  const chosen = part === "reason" && rows.find((row) => row.querySelector("input:checked"));
  return chosen || /** @type {HTMLElement | null} */ (rows[0].closest(".truth, .reasons")) || rows[0];
}

/** Copies of a remark's nodes. @param {HTMLFormElement} form @param {string} reference */
function remark(form, reference) {
  const entry = form.querySelector(`[data-feedback="${reference}"]`);
  const source = entry && (entry.querySelector(".key-feedback") || entry);
  return source ? [...source.cloneNode(true).childNodes] : [];
}
