// One item: its plain form gets buttons, hints, an outcome and a memory.

import { clearParts, showOutcome, showParts } from "./feedback.js";
import { mark } from "./marking.js";
import { all, button, make } from "./node.js";
import { responseOf } from "./response.js";

/**
 * @param {HTMLFormElement} form
 * @param {import("./host.js").Model} model
 * @param {import("./strings.js").Say} say
 * @returns {() => void} shows what the model holds
 */
export function wake(form, model, say) {
  const id = String(form.dataset.item);
  const { key } = JSON.parse(/** @type {HTMLElement} */ (form.querySelector(".item-data")).textContent || "");
  const details = /** @type {HTMLDetailsElement} */ (form.querySelector(".item-key"));
  const response = responseOf(form, key.kind, say);
  const hints = make("div.item-hints", {}, ...all(form, ".hints"));
  const rows = all(hints, "li");

  const outcome = make("div.item-outcome", { role: "status", tabindex: "-1" });
  const check = button("check", say("check"));
  const hint = button("hint", say("hint"), showHint);
  const retry = button("retry", say("retry"), tryAgain);
  let shown = -1; // tries that the form shows
  /** @type {HTMLElement | undefined} */
  let error;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter in a field of a marked form submits too
    if (!check.hidden) checkAnswer();
  });
  form.addEventListener("change", clearError);
  form.addEventListener("input", clearError);
  all(hints, ".hints").forEach((list) => (list.hidden = false));
  refresh();
  details.before(hints, outcome, make("div.item-actions", {}, check, hint, retry));

  /** @returns {import("./host.js").Try[]} */
  function tries() {
    return model.get("responses")[id] || [];
  }

  function refresh() {
    const kept = tries();
    showHints();
    if (kept.length === shown) return;
    shown = kept.length;
    const last = shown ? kept[shown - 1].response : null;
    const result = mark(key, last);
    // an answer to an earlier wording of the question may no longer fit its form
    const fits = result.verdict !== "malformed" && result.verdict !== "unanswered";
    response.show(fits ? last : null);
    if (fits) conclude(result);
    else open();
  }

  function checkAnswer() {
    const given = response.read();
    const result = mark(key, given);
    clearError();
    if (result.verdict === "unanswered") return showError();
    const { score, maximum } = result;
    const entry = { response: given, score, maximum, at: new Date().toISOString() };
    model.set("responses", { ...model.get("responses"), [id]: [...tries(), entry] });
    // the model's word of the change brings the outcome
    model.save_changes();
    outcome.focus({ preventScroll: true });
    outcome.scrollIntoView({ block: "nearest" });
  }

  /** @param {import("./marking.js").Outcome} result */
  function conclude(result) {
    clearParts(form);
    showParts(form, result, say);
    showOutcome(outcome, form, result, shown, say);
    setState(true);
  }

  function open() {
    clearParts(form);
    outcome.replaceChildren();
    outcome.className = "item-outcome";
    setState(false);
  }

  /** @param {boolean} answered */
  function setState(answered) {
    form.dataset.state = answered ? "answered" : "open";
    /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset")).disabled = answered;
    check.hidden = answered;
    retry.hidden = !answered;
    details.hidden = !answered;
    details.open = false;
    showHints();
  }

  function tryAgain() {
    open();
    response.first().focus();
  }

  function hintsShown() {
    return Math.min(model.get("hints")[id] || 0, rows.length);
  }

  function showHints() {
    const count = hintsShown();
    rows.forEach((row, place) => (row.hidden = place >= count));
    hints.hidden = !count;
    hint.hidden = count === rows.length || form.dataset.state === "answered";
    hint.textContent = say(count ? "hint_more" : "hint");
  }

  function showHint() {
    const count = hintsShown() + 1;
    model.set("hints", { ...model.get("hints"), [id]: count });
    model.save_changes();
    showHints();
    rows[count - 1].tabIndex = -1;
    rows[count - 1].focus();
  }

  /** Nothing was given: no mark, but a message that leads to the field. */
  function showError() {
    const field = response.first();
    const link = make("a", { href: `#${field.id}` }, say(`error_${key.kind}`));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      field.focus();
    });
    error = make("p.item-error", { id: `${form.id}-error` }, link);
    field.setAttribute("aria-describedby", error.id);
    /** @type {HTMLElement} */ (form.querySelector("legend")).after(error);
    form.classList.add("has-error");
    link.focus();
  }

  function clearError() {
    if (error) error.remove();
    form.classList.remove("has-error");
  }

  return refresh;
}
