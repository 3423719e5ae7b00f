// A text of one's own: first written, then compared with the model answer, point by point.

import { all, make } from "./node.js";

/** @param {HTMLFormElement} form @param {import("./strings.js").Say} say */
export function comparison(form, say) {
  const text = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  const rubric = /** @type {HTMLElement} */ (form.querySelector(".comparison"));
  /** @type {HTMLInputElement[]} */
  const points = all(rubric, "input");
  const model = make("div.written-model", { tabindex: "-1", hidden: "" });
  const kept = form.querySelector('[data-feedback="model"]');
  if (kept) model.append(...kept.cloneNode(true).childNodes);
  rubric.before(model);

  /** @param {boolean} on */
  function compare(on) {
    rubric.hidden = model.hidden = !on;
    const check = form.querySelector("button.check");
    if (check) check.textContent = say(on ? "check" : "compare");
  }

  return {
    read: () => ({ text: text.value, rubric: rubric.hidden ? null : points.filter((point) => point.checked).map((point) => point.value) }),
    /** @param {{text?: string, rubric?: string[]} | null} response */
    show(response) {
      text.value = (response && response.text) || "";
      points.forEach((point) => (point.checked = Boolean(response && response.rubric && response.rubric.includes(point.value))));
      compare(Boolean(response && response.rubric));
    },
    first: () => text,
    /** @returns {HTMLElement | null} where to go before the answer is whole */
    more() {
      if (!rubric.hidden || !text.value.trim()) return null;
      compare(true);
      return model;
    },
  };
}
