// Decisions: choose, decide, read what follows, reconsider as often as you like.

import { all, button, make } from "./node.js";

/**
 * @typedef {(name: string, values?: Record<string, any>) => string} Say
 * @param {HTMLElement} root
 * @param {{id: string, interaction: string, choices: string[], correct: string[]}[]} decisions
 * @param {(name: string) => Node} text a rendered text of the case
 * @param {Say} say
 * @param {(id: string, value: string | string[]) => void} decided
 */
export function wakeDecisions(root, decisions, text, say, decided) {
  const shown = decisions.map((decision) => {
    const form = /** @type {HTMLFormElement} */ (root.querySelector(`[data-decision="${decision.id}"]`));
    const inputs = /** @type {HTMLInputElement[]} */ (all(form, "input"));
    const fieldset = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
    const decide = button("decide", say("decide"));
    const reconsider = button("reconsider", say("reconsider"), () => {
      open();
      inputs[0].focus();
    });
    const status = make("p.visually-hidden", { role: "status" });
    form.append(make("div.item-actions", {}, decide, reconsider), status);

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
      all(form, ".item-error").forEach((error) => error.remove());
      if (!chosen.length) {
        const link = make("a", { href: `#${inputs[0].id}` }, say("choose_first"));
        link.addEventListener("click", (press) => {
          press.preventDefault();
          inputs[0].focus();
        });
        /** @type {HTMLElement} */ (form.querySelector("legend")).after(make("p.item-error", {}, link));
        link.focus();
        return;
      }
      decided(decision.id, decision.interaction === "single" ? chosen[0] : chosen);
      show(chosen);
      status.textContent = say("decided");
      const first = /** @type {HTMLElement} */ (form.querySelector(".item-feedback"));
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
      first.scrollIntoView({ block: "nearest" });
    });

    function open() {
      all(form, ".item-feedback").forEach((box) => box.remove());
      fieldset.disabled = false;
      decide.hidden = false;
      reconsider.hidden = true;
    }

    /** @param {string[]} chosen */
    function show(chosen) {
      open();
      inputs.forEach((input) => (input.checked = chosen.includes(input.value)));
      if (!chosen.length) return;
      for (const choice of decision.choices) {
        const right = decision.correct.includes(choice);
        const missed = right && !chosen.includes(choice) && decision.interaction === "multiple";
        if (!chosen.includes(choice) && !missed) continue;
        const kind = missed ? "missed" : right ? "correct" : "incorrect";
        const verdict = say(missed ? "also_belongs" : right ? "good" : "not_good");
        const box = make(`div.item-feedback.${kind}`, {}, make("p.item-verdict", {}, verdict), text(`${decision.id}.${choice}`));
        /** @type {HTMLElement} */ (form.querySelector(`[data-choice="${choice}"]`)).append(box);
      }
      fieldset.disabled = true;
      decide.hidden = true;
      reconsider.hidden = false;
    }

    open();
    return { id: decision.id, show };
  });

  return {
    /** @param {Record<string, string | string[]>} values */
    show(values) {
      for (const one of shown) {
        const value = values[one.id];
        one.show(Array.isArray(value) ? value : value ? [value] : []);
      }
    },
  };
}
