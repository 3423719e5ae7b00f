// A decision: of its stages only those show that the choices lead to.

import { all } from "./node.js";

/** @param {HTMLFormElement} form */
export function stages(form) {
  const key = JSON.parse(form.dataset.key || "");
  /** @type {Map<string, HTMLElement>} */
  const boxes = new Map(all(form, ".stage").map((box) => [String(box.dataset.stage), box]));
  all(form, ".stage-if").forEach((note) => note.remove());
  form.addEventListener("change", settle);

  /** The way so far: [stage, choice or null], the last without a choice where one is still to be made. */
  function way() {
    /** @type {[string, string | null][]} */
    const found = [];
    for (let place = key.start; place; ) {
      const box = /** @type {HTMLElement} */ (boxes.get(place));
      const chosen = /** @type {HTMLInputElement | null} */ (box.querySelector("input:checked"));
      found.push([place, chosen && chosen.value]);
      place = chosen ? key.stages[place].next[chosen.value] : null;
    }
    return found;
  }

  function settle() {
    const places = way().map(([place]) => place);
    boxes.forEach((box, place) => {
      box.hidden = !places.includes(place);
      // what was chosen on a way that is left is no longer an answer
      if (box.hidden) all(box, "input:checked").forEach((input) => (/** @type {HTMLInputElement} */ (input).checked = false));
    });
  }
  settle();

  return {
    read: () => way().flatMap(([, choice]) => choice || []),
    /** @param {string[] | null} response */
    show(response) {
      all(form, ".stage input").forEach((input) => (/** @type {HTMLInputElement} */ (input).checked = false));
      let place = key.start;
      for (const choice of response || []) {
        const box = place && boxes.get(place);
        const input = box && /** @type {HTMLInputElement | null} */ (box.querySelector(`input[value="${choice}"]`));
        if (input) input.checked = true;
        place = place && key.stages[place].next[choice];
      }
      settle();
    },
    first() {
      const [place] = way()[way().length - 1];
      return /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (boxes.get(place)).querySelector("input"));
    },
    /** A way that has not come to its end asks for the next choice. @returns {HTMLElement | null} */
    more() {
      const found = way();
      const [place, choice] = found[found.length - 1];
      return choice || found.length === 1 ? null : /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (boxes.get(place)).querySelector("input"));
    },
  };
}
