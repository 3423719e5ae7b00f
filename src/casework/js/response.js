// Responses: what a form's fields say, in the shape that `mark` reads, and back into the fields.

import { fold } from "./fold.js";
import { all } from "./node.js";
import { steps } from "./steps.js";

/**
 * @typedef {HTMLInputElement} Field an input or a select
 * @typedef {Record<string, string[]>} Given what is filled in under each name
 */

/**
 * @typedef {object} Controls
 * @property {() => any} read the response as `mark` takes it
 * @property {(response: any) => void} show null empties the fields
 * @property {() => HTMLElement} first the control to go to: the first that is empty, or else the first that is not
 * @property {() => HTMLElement | null} [more] where the learner still has to go before the answer is whole
 * @param {HTMLFormElement} form
 * @param {string} kind of interaction
 * @param {import("./strings.js").Say} say
 * @returns {Controls}
 */
export function responseOf(form, kind, say) {
  if (kind === "order") return steps(form, say);
  // few pages have these, and load what they need: controls.js
  const { whole, beside } = Object(window).caseworkControls || {};
  if (whole && whole[kind]) return whole[kind](form, say);
  /** @type {Field[]} */
  const fields = all(form, "fieldset input, fieldset select");
  if (beside && beside[kind]) beside[kind](form);

  /** @returns {Given} */
  function given() {
    /** @type {Given} */
    const found = {};
    for (const field of fields) {
      const values = (found[field.name] = found[field.name] || []);
      if (choice(field) ? field.checked : fold(field.value)) values.push(field.value);
    }
    return found;
  }

  return {
    read: () => toResponse(kind, given()),
    show(response) {
      const filled = response === null ? {} : toFields(kind, response);
      for (const field of fields) {
        const values = filled[field.name] || [];
        if (choice(field)) field.checked = values.includes(field.value);
        else field.value = values[0] || "";
      }
      form.dispatchEvent(new Event("shown"));
    },
    first() {
      const filled = given();
      return fields.find((field) => !filled[field.name].length) || fields.find((field) => !choice(field) || field.checked) || fields[0];
    },
  };
}

const SEVERAL = ["multiple", "select-in-text", "select-in-table", "select-on-picture"];

/** @param {{type: string}} field */
function choice(field) {
  return field.type === "radio" || field.type === "checkbox";
}

/** @param {string} kind @param {Given} given @returns {any} */
function toResponse(kind, given) {
  if (kind === "single" || kind === "poll") return given.choice[0] || null;
  if (SEVERAL.includes(kind)) return given.choice;
  if (kind === "date") {
    const parts = [given.year, given.month, given.day].map(([value], place) => value && fold(value).padStart(place ? 2 : 4, "0"));
    // an incomplete date is no answer yet
    return parts.every(Boolean) ? parts.join("-") : null;
  }
  /** @type {Record<string, string | boolean>} */
  const response = {};
  for (const [name, [value]] of Object.entries(given)) {
    if (value) response[name] = name === "truth" ? value === "true" : value;
  }
  return response;
}

/** @param {string} kind @param {any} response @returns {Given} */
function toFields(kind, response) {
  if (kind === "single" || kind === "poll" || SEVERAL.includes(kind)) return { choice: [].concat(response) };
  if (kind === "date") {
    const [year, month, day] = response.split("-");
    return { year: [year], month: [month], day: [day] };
  }
  /** @type {Given} */
  const fields = {};
  for (const name of Object.keys(response)) fields[name] = [String(response[name])];
  return fields;
}
