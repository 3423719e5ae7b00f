// A button that acts on the second press. A dialog of the browser would block the page and can't be translated.

import { make } from "./node.js";

/**
 * @param {HTMLButtonElement} button
 * @param {string} question what a second press will do
 * @param {() => string} act returns what was done
 */
export function confirmed(button, question, act) {
  const status = make("span.confirm-status", { role: "status" });
  button.after(" ", status);
  const asked = () => status.textContent === question;
  const disarm = () => {
    if (asked()) status.textContent = "";
  };
  button.addEventListener("click", () => {
    status.textContent = asked() ? act() : question;
  });
  button.addEventListener("blur", disarm);
  button.addEventListener("keydown", (event) => {
    if (event.key === "Escape") disarm();
  });
}
