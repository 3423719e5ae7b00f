// One item: its plain form gets buttons, hints, an outcome and a memory.

import { certainty } from "./certainty.js";
import { clearParts, showOutcome, showParts } from "./feedback.js";
import { mark } from "./marking.js";
import { all, button, make } from "./node.js";
import { responseOf } from "./response.js";

/** Interactions whose forms the script rearranges: the others look as they came until somebody answers. */
const REARRANGED = ["order", "decision", "free-text", "select-on-picture", "select-in-table"];

/**
 * Whether a form has to be woken before it is touched. @param {HTMLFormElement} form
 */
export function restless(form) {
  return REARRANGED.includes(String(form.dataset.kind)) || "certainty" in form.dataset;
}

/**
 * The buttons of a form: all that a reader sees of the script before an answer. `wake` makes them work.
 * @param {HTMLFormElement} form @param {import("./strings.js").Say} say
 */
export function dress(form, say) {
  const details = /** @type {HTMLElement} */ (form.querySelector(".item-key"));
  const actions = make("div.item-actions", {}, button("check", say("check")));
  details.before(actions);
  details.hidden = true;
  form.dataset.state = "open";
  const hint = form.querySelector(".hints") ? /** @type {HTMLButtonElement} */ (make("button.hint", { type: "button" }, say("hint"))) : null;
  if (hint) actions.append(hint);
}

/**
 * @param {HTMLFormElement} form dressed
 * @param {import("./host.js").Model} model
 * @param {import("./strings.js").Say} say
 * @returns {(responses: Record<string, any>, hints: Record<string, number>) => void} shows what the model holds
 */
export function wake(form, model, say) {
  const id = String(form.dataset.item);
  const key = JSON.parse(form.dataset.key || "");
  const details = /** @type {HTMLDetailsElement} */ (form.querySelector(".item-key"));
  const response = responseOf(form, key.kind, say);
  const rows = all(form, ".hints > li");
  const actions = /** @type {HTMLElement} */ (form.querySelector(".item-actions"));
  const check = /** @type {HTMLButtonElement} */ (actions.querySelector(".check"));
  // what most forms of a long page never show is made when it is first needed
  const outcome = lazily(() => make("div.item-outcome", { role: "status", tabindex: "-1" }), (node) => actions.before(node));
  const retry = lazily(() => button("retry", say("retry"), tryAgain), (node) => actions.append(node));
  const hint = /** @type {HTMLButtonElement | null} */ (actions.querySelector(".hint"));
  const hints = rows.length ? make("div.item-hints", {}, ...all(form, ".hints")) : null;
  let shown = -1; // tries that the form shows
  let hinted = 0;
  /** @type {HTMLElement | undefined} */
  let error;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Enter in a field of a marked form submits too
    if (!check.hidden) checkAnswer();
  });
  form.addEventListener("change", clearError);
  form.addEventListener("input", clearError);
  /** @type {ReturnType<typeof certainty> | null} */
  let sure = null;
  if ("certainty" in form.dataset) askCertainty();
  // a switch on the page asks in lessons too
  form.addEventListener("certainty", askCertainty);
  if (hints && hint) {
    all(hints, ".hints").forEach((list) => (list.hidden = false));
    actions.before(hints);
    hint.addEventListener("click", showHint);
  }

  /**
   * Show what is kept. @param {Record<string, import("./host.js").Try[]>} responses @param {Record<string, number>} hintCounts
   */
  function refresh(responses, hintCounts) {
    const kept = responses[id] || [];
    hinted = Math.min(hintCounts[id] || 0, rows.length);
    if (kept.length === shown) return showHints();
    // what the touch that woke the form has filled in stays
    const fresh = shown < 0 && !restless(form);
    shown = kept.length;
    // nothing to mark on most forms of most pages: what marks is not even compiled there
    if (sure) sure.show(shown ? kept[shown - 1].certainty : undefined, Boolean(shown));
    if (!shown) {
      if (!fresh) response.show(null);
      return open();
    }
    const last = kept[shown - 1].response;
    const result = mark(key, last);
    // an answer to an earlier wording of the question may no longer fit its form
    const fits = result.verdict !== "malformed" && result.verdict !== "unanswered";
    response.show(fits ? last : null);
    if (fits) conclude(result);
    else open();
  }

  /** Ask, or ask no more: as the form says. */
  function askCertainty() {
    if (!sure) actions.before((sure = certainty(form, say)).box);
    sure.box.hidden = !("certainty" in form.dataset);
    if (form.dataset.state === "answered") sure.show(undefined, true);
  }

  function checkAnswer() {
    const given = response.read();
    const next = response.more && response.more();
    clearError();
    if (next) return next.focus();
    const result = mark(key, given);
    if (result.verdict === "unanswered") return showError();
    const { score, maximum } = result;
    const degree = sure && !sure.box.hidden && sure.read();
    const entry = { response: given, score, maximum, at: new Date().toISOString(), ...(degree ? { certainty: degree } : {}) };
    const responses = model.get("responses");
    model.set("responses", { ...responses, [id]: [...(responses[id] || []), entry] });
    // the model's word of the change brings the outcome
    model.save_changes();
    outcome().focus({ preventScroll: true });
    outcome().scrollIntoView({ block: "nearest" });
  }

  /** @param {import("./marking.js").Outcome} result */
  function conclude(result) {
    clearParts(form);
    showParts(form, result, say);
    showOutcome(outcome(), form, result, shown, say);
    setState(true);
  }

  function open() {
    if (form.dataset.state === "answered") {
      clearParts(form);
      outcome().replaceChildren();
      outcome().className = "item-outcome";
    }
    setState(false);
  }

  /** @param {boolean} answered */
  function setState(answered) {
    form.dataset.state = answered ? "answered" : "open";
    /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset")).disabled = answered;
    check.hidden = answered;
    if (answered || retry.made) retry().hidden = !answered;
    details.hidden = !answered;
    details.open = false;
    showHints();
  }

  function tryAgain() {
    open();
    if (sure) sure.show(undefined, false);
    response.first().focus();
  }

  function showHints() {
    if (!hints || !hint) return;
    rows.forEach((row, place) => (row.hidden = place >= hinted));
    hints.hidden = !hinted;
    hint.hidden = hinted === rows.length || form.dataset.state === "answered";
    hint.textContent = say(hinted ? "hint_more" : "hint");
  }

  function showHint() {
    hinted += 1;
    model.set("hints", { ...model.get("hints"), [id]: hinted });
    model.save_changes();
    showHints();
    rows[hinted - 1].tabIndex = -1;
    rows[hinted - 1].focus();
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

/**
 * A node that is made and put in its place when it is first asked for. @template {HTMLElement} T
 * @param {() => T} build @param {(node: T) => void} place @returns {(() => T) & {made?: T}}
 */
function lazily(build, place) {
  /** @type {(() => T) & {made?: T}} */
  const get = () => {
    if (!get.made) place((get.made = build()));
    return /** @type {T} */ (get.made);
  };
  return get;
}
