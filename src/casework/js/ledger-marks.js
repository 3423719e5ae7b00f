// The learner's marks as a list: what goes into the paper, with a note to each; on paper only this is printed.

import { moment, money } from "./ledger-money.js";
import { make } from "./node.js";

/**
 * @typedef {import("./case-ledger-stage.js").Marks} Marks
 * @param {import("./case-ledger.js").LedgerData} data
 * @param {Map<string, import("./case-ledger.js").Transfer>} known
 * @param {import("./strings.js").Say} say
 * @param {(transfer: string, reason: string) => void} set
 * @param {(marks: Marks) => void} noted
 */
export function wakeMarks(data, known, say, set, noted) {
  const none = make("p.ledger-none", {}, say("no_marks"));
  const body = make("tbody", { role: "rowgroup" });
  const label = (/** @type {string} */ kind) => (data.columns.find((column) => column.kind === kind) || { label: "" }).label;
  const kinds = ["id", "time", "payer", "payee", "amount"];
  const heads = [...kinds.map(label), say("mark"), ...data.notes.map((note) => note.label)];
  const head = heads.map((text) => make("th", { scope: "col", role: "columnheader" }, text));
  const title = make("h3", { id: "ledger-marks-title", tabindex: "-1" }, say("marks"));
  const table = make("table.ledger-table.marks-table", { role: "table", "aria-labelledby": title.id }, make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...head)), body);
  const scroll = make("div.ledger-scroll", {}, table);
  /** @type {Marks} */
  let marks = [];

  const named = (/** @type {string} */ account) => data.names[account] || account;

  /** @param {Record<string, any>} mark @param {number} place */
  function line(mark, place) {
    const transfer = known.get(mark.transfer);
    const name = String(mark.transfer);
    const shown = transfer ? [moment(transfer.time), named(transfer.payer), named(transfer.payee), `${money(transfer.cents)} ${transfer.unit}`] : [say("unknown_transfer"), "", "", ""];
    const cells = shown.map((text, n) => make(`td.ledger-${kinds[n + 1]}`, { role: "cell", "data-label": heads[n + 1] }, make("bdi", {}, text)));
    const reason = data.reasons.find((one) => one.id === mark.reason);
    const remove = make("button.row-remove", { type: "button", "aria-label": say("remove_mark", { transfer: name }) }, "\u00d7");
    remove.addEventListener("click", () => {
      set(mark.transfer, "");
      title.focus();
    });
    const notes = data.notes.map((note) => {
      const input = /** @type {HTMLInputElement} */ (make("input", { type: "text", dir: "auto", maxlength: "500", "aria-label": say("note_of", { label: note.label, transfer: name }) }));
      input.value = String(mark[note.id] || "");
      const said = make("span.note-said", { "aria-hidden": "true" }, input.value); // paper shows all of it
      input.addEventListener("input", () => {
        said.textContent = input.value;
        marks = marks.map((one, n) => (n === place ? { ...one, [note.id]: input.value } : one));
        noted(marks);
      });
      return make("td.ledger-note", { role: "cell", "data-label": note.label }, input, said);
    });
    return make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader", "data-label": heads[0] }, make("bdi", {}, name)), ...cells,
      make("td.ledger-reason", { role: "cell", "data-label": say("mark") }, make("span.reason-cell", {}, reason ? reason.text : "", remove)), ...notes);
  }

  return {
    node: make("section.ledger-marks", { "aria-labelledby": title.id }, title, none, scroll),
    /** @param {Marks} given */
    show(given) {
      marks = given;
      none.hidden = marks.length > 0;
      scroll.hidden = marks.length === 0;
      body.replaceChildren(...marks.map(line));
    },
  };
}
