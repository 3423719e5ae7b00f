// An item in a room: the same form as in the book, marked by the room. It may be changed until the answer is shown.

import { certainty } from "./certainty.js";
import { clearParts, showOutcome, showParts } from "./feedback.js";
import { button, make } from "./node.js";
import { responseOf } from "./response.js";

/**
 * @typedef {{response: any, outcome: import("./marking.js").Outcome | null}} Mine
 * @param {HTMLFormElement} form
 * @param {import("./strings.js").Say} say
 * @param {(response: any, sure: string | undefined) => void} send
 */
export function roomItem(form, say, send) {
  const kind = JSON.parse(form.dataset.key || "{}").kind;
  const response = responseOf(form, kind, say);
  const submit = button("check", say("room_answer"));
  submit.classList.add("primary");
  const note = make("p.room-note", { role: "status" });
  const outcome = make("div.item-outcome", { role: "status" });
  const sure = "certainty" in form.dataset ? certainty(form, say) : null;
  const field = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
  let sent = "";
  let touched = false;
  form.append(...(sure ? [sure.box] : []), make("div.item-actions", {}, submit), note, outcome);

  form.addEventListener("input", () => (touched = true));
  form.addEventListener("change", () => (touched = true));
  form.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest(".move")) touched = true;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.disabled) return;
    const given = response.read();
    const next = response.more && response.more();
    if (next) return next.focus();
    if (empty(given)) {
      note.textContent = say(`error_${kind}`);
      response.first().focus();
      return;
    }
    touched = false;
    sent = JSON.stringify(given);
    note.textContent = say("room_sending");
    submit.textContent = say("room_change");
    send(given, sure ? sure.read() : undefined);
  });

  return {
    /** @param {string} text */
    say: (text) => (note.textContent = text),
    /** @param {Mine} mine @param {boolean} open @param {string} [key] the answer with its reasons, as markup of the book */
    show(mine, open, key) {
      field.disabled = !open;
      submit.hidden = !open;
      if (sure) sure.box.hidden = !open;
      const kept = JSON.stringify(mine.response);
      if (mine.response !== null && (!touched || !open)) {
        if (kept !== sent || !open) response.show(mine.response);
        sent = kept;
        submit.textContent = say("room_change");
      }
      clearParts(form);
      outcome.replaceChildren();
      outcome.className = "item-outcome";
      const old = form.querySelector(".item-key");
      if (old) old.remove();
      if (!key) return;
      const holder = document.createElement("template");
      holder.innerHTML = key;
      form.append(holder.content);
      note.textContent = "";
      if (mine.outcome) {
        showParts(form, mine.outcome, say);
        showOutcome(outcome, form, mine.outcome, 1, say);
      } else /** @type {HTMLDetailsElement} */ (form.querySelector(".item-key")).open = true;
    },
  };
}

/** @param {any} given */
function empty(given) {
  if (given === null || given === "" || given === undefined) return true;
  return typeof given === "object" && !Object.keys(given).length;
}
