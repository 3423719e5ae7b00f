// How sure the learner is, asked beside an answer that will be checked; kept with the try, and no part of the mark.

import { make } from "./node.js";

const DEGREES = ["sure", "fairly", "guess"];

/** @param {HTMLFormElement} form @param {import("./strings.js").Say} say */
export function certainty(form, say) {
  const box = make("fieldset.certainty", {}, make("legend", {}, say("certainty")));
  const inputs = DEGREES.map((degree) => {
    const id = `${form.id}-certain-${degree}`;
    const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: "certainty", value: degree, id }));
    box.append(make("span.degree", {}, input, make("label", { for: id }, say(`certain_${degree}`))));
    return input;
  });
  return {
    box,
    /** @returns {string | undefined} */
    read: () => (inputs.find((input) => input.checked) || { value: undefined }).value,
    /** @param {string | undefined} degree @param {boolean} answered */
    show(degree, answered) {
      inputs.forEach((input) => (input.checked = input.value === degree));
      /** @type {HTMLFieldSetElement} */ (box).disabled = answered;
    },
  };
}
