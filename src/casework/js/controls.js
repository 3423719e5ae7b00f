// Controls of the interactions that few pages have; a script of its own, before the page's. A notebook and a check bundle it.

import { comparison } from "./comparison.js";
import { all } from "./node.js";
import { stages } from "./stages.js";

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

Object(window).caseworkControls = {
  whole: { decision: stages, "free-text": comparison },
  beside: { "select-on-picture": pressable, "select-in-table": wide },
};
