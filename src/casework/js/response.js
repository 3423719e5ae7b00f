// Responses: what a form's fields say, in the shape that `mark` reads, and back into the fields.

import { fold } from "./fold.js";
import { all } from "./node.js";
import { steps } from "./steps.js";

/**
 * @typedef {HTMLInputElement} Field an input or a select
 * @typedef {Record<string, string[]>} Given what is filled in under each name
 */

/**
 * @param {HTMLFormElement} form
 * @param {string} kind of interaction
 * @param {import("./strings.js").Say} say
 */
export function responseOf(form, kind, say) {
  /** @type {Field[]} */
  const fields = all(form, "fieldset input, fieldset select");
  const order = kind === "order" ? steps(form, say) : null;

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
    read: () => (order ? order.read() : toResponse(kind, given())),
    /** @param {any} response null empties the fields */
    show(response) {
      if (order) return order.show(response);
      const filled = response === null ? {} : toFields(kind, response);
      for (const field of fields) {
        const values = filled[field.name] || [];
        if (choice(field)) field.checked = values.includes(field.value);
        else field.value = values[0] || "";
      }
    },
    /** The control to go to: the first that is empty, or else the first that is not. @returns {HTMLElement} */
    first() {
      if (order) return /** @type {HTMLElement} */ (form.querySelector(".step-moves button"));
      const filled = given();
      return fields.find((field) => !filled[field.name].length) || fields.find((field) => !choice(field) || field.checked) || fields[0];
    },
  };
}

/** @param {{type: string}} field */
function choice(field) {
  return field.type === "radio" || field.type === "checkbox";
}

/** @param {string} kind @param {Given} given @returns {any} */
function toResponse(kind, given) {
  if (kind === "single") return given.choice[0] || null;
  if (kind === "multiple") return given.choice;
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
  if (kind === "single" || kind === "multiple") return { choice: [].concat(response) };
  if (kind === "date") {
    const [year, month, day] = response.split("-");
    return { year: [year], month: [month], day: [day] };
  }
  /** @type {Given} */
  const fields = {};
  for (const name of Object.keys(response)) fields[name] = [String(response[name])];
  return fields;
}
