// Responses: what a form's fields say, in the shape that `mark` reads, and back into the fields.

import { fold } from "./fold.js";
import { comparison } from "./comparison.js";
import { all } from "./node.js";
import { stages } from "./stages.js";
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
  if (kind === "decision") return stages(form);
  if (kind === "free-text") return comparison(form, say);
  /** @type {Field[]} */
  const fields = all(form, "fieldset input, fieldset select");
  if (kind === "select-on-picture") pressable(form);
  if (kind === "select-in-table") wide(form);

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

/** A row is as large a target as its box is small. @param {HTMLFormElement} form */
function wide(form) {
  for (const row of all(form, "tr[data-part]")) {
    row.addEventListener("click", (event) => {
      const input = /** @type {HTMLInputElement} */ (row.querySelector("input"));
      if (event.target !== input && !input.matches(":disabled")) input.click();
    });
  }
}

/** A press on a place of the picture is a press on its box; the list beside it serves everybody. @param {HTMLFormElement} form */
function pressable(form) {
  const inputOf = (/** @type {Element} */ spot) => /** @type {HTMLInputElement | null} */ (form.querySelector(`input[value="${spot.getAttribute("data-spot")}"]`));
  /** @type {Element[]} */
  const spots = [...form.querySelectorAll("[data-spot]")];
  spots.forEach((spot) =>
    spot.addEventListener("click", () => {
      const input = inputOf(spot);
      if (input && !input.matches(":disabled")) input.click();
    }),
  );
  const follow = () => spots.forEach((spot) => spot.classList.toggle("chosen", Boolean(inputOf(spot) && /** @type {HTMLInputElement} */ (inputOf(spot)).checked)));
  form.addEventListener("change", follow);
  form.addEventListener("shown", follow);
}

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
