// An order: the selects of the plain page become two buttons a step. Buttons work with keys, touch and a mouse alike.

import { all, button, make } from "./node.js";

/** @typedef {import("./strings.js").Say} Say */

/**
 * @param {HTMLFormElement} form
 * @param {Say} say
 */
export function steps(form, say) {
  const list = /** @type {HTMLElement} */ (form.querySelector(".steps"));
  const status = make("p.visually-hidden", { role: "status" });
  const rows = all(list, ".step");
  // until something moved, the order is the page's, not the learner's
  let touched = false;

  for (const row of rows) {
    const select = /** @type {HTMLSelectElement} */ (row.querySelector("select"));
    const text = /** @type {HTMLElement} */ (row.querySelector(".step-text"));
    text.id = `${select.id}-text`;
    select.hidden = true;
    const moves = make("span.step-moves");
    for (const [way, by] of /** @type {[string, number][]} */ ([["up", -1], ["down", 1]])) {
      const mover = button(`move.move-${way}`, say(`move_${way}`), () => move(row, by));
      mover.id = `${select.id}-${way}`;
      mover.setAttribute("aria-labelledby", `${mover.id} ${text.id}`);
      moves.append(mover);
    }
    select.after(moves);
  }
  list.after(status);
  const how = form.querySelector(".item-how");
  if (how) how.textContent = say("order_how_buttons");
  settle();

  /** The pressed button stays where it is in the document, so that it keeps the focus: its neighbour moves.
   * @param {HTMLElement} row @param {number} by */
  function move(row, by) {
    const neighbour = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!neighbour) return;
    if (by < 0) row.after(neighbour);
    else row.before(neighbour);
    touched = true;
    settle();
    status.textContent = say("moved", { place: order().indexOf(row) + 1, of: rows.length });
    form.dispatchEvent(new Event("change"));
  }

  function order() {
    return all(list, ".step");
  }

  /** The selects follow, and the first step can't go up nor the last down. */
  function settle() {
    order().forEach((row, place) => {
      /** @type {HTMLSelectElement} */ (row.querySelector("select")).value = touched ? String(place + 1) : "";
      for (const [way, end] of /** @type {[string, number][]} */ ([["up", 0], ["down", rows.length - 1]])) {
        const mover = /** @type {HTMLElement} */ (row.querySelector(`.move-${way}`));
        if (place === end) mover.setAttribute("aria-disabled", "true");
        else mover.removeAttribute("aria-disabled");
      }
    });
  }

  return {
    /** @returns {string[]} */
    read: () => (touched ? order().map((row) => String(row.dataset.part)) : []),
    /** @param {string[] | null} response null: as the page came */
    show(response) {
      const wanted = response ? response.map((part) => rows.find((row) => row.dataset.part === part)) : rows;
      list.append(.../** @type {HTMLElement[]} */ (wanted));
      touched = response !== null;
      status.textContent = "";
      settle();
    },
    first: () => /** @type {HTMLElement} */ (list.querySelector(".step-moves button")),
  };
}
