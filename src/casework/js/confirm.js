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
  let armed = false;
  const disarm = () => {
    if (armed) status.textContent = "";
    armed = false;
    button.classList.remove("armed");
  };
  button.addEventListener("click", () => {
    const sure = armed;
    disarm();
    armed = !sure;
    button.classList.toggle("armed", armed);
    status.textContent = sure ? act() : question;
  });
  button.addEventListener("blur", disarm);
  button.addEventListener("keydown", (event) => {
    if (event.key === "Escape") disarm();
  });
}
