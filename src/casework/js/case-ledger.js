// A case's ledger: find transfers, mark them with a reason, see the trail grow. Loaded by cases that have one.

import { wakeFlow } from "./ledger-flow.js";
import { wakeMarks } from "./ledger-marks.js";
import { wakeTable } from "./ledger-table.js";
import { make } from "./node.js";
import { wording } from "./strings.js";

const MOST = 200; // rows of a form that an answer file may have

/**
 * @typedef {{id: string, time: string, payer: string, payee: string, cents: number, unit: string, row: string[]}} Transfer
 * @typedef {import("./case-ledger-stage.js").Marks} Marks
 * @typedef {{title: string, marks: string, drawn: string[], columns: {id: string, kind: string, label: string}[], reasons: {id: string, text: string}[],
 *   notes: {id: string, label: string}[], cells: {id: string, blank: any}[], joins: {one: string, other: string, label: string}[],
 *   names: Record<string, string>, rows: string[][], words: Record<string, string>}} LedgerData
 * @param {HTMLElement} place
 * @param {LedgerData} data
 * @param {(marks: Marks) => void} keep
 */
export function wakeLedger(place, data, keep) {
  const say = wording(data.words);
  const transfers = read(data);
  /** @type {Map<string, Transfer>} */
  const known = new Map(transfers.map((one) => [one.id, one]));
  /** @type {Marks} */
  let marks = [];
  const told = make("p.visually-hidden", { role: "status" });
  const table = wakeTable(data, transfers, say, set);
  const flow = wakeFlow(data, known, say);
  const list = wakeMarks(data, known, say, set, (changed) => keep((marks = changed)));
  const links = place.querySelector(".ledger-links");
  place.prepend(table.node, told, flow.node, list.node);
  if (links) table.node.append(links);

  /** Mark a transfer, change its reason, or (no reason) take its mark away. @param {string} transfer @param {string} reason */
  function set(transfer, reason) {
    const others = marks.filter((mark) => mark.transfer !== transfer);
    const old = marks.find((mark) => mark.transfer === transfer) || Object.fromEntries(data.cells.map((cell) => [cell.id, cell.blank]));
    if (reason && others.length >= MOST) {
      told.textContent = say("full", { count: MOST });
      return table.show(marks);
    }
    const all = reason ? [...others, { ...old, transfer, reason }] : others;
    const order = (/** @type {any} */ mark) => (known.get(mark.transfer) || { time: "" }).time;
    marks = all.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
    keep(marks);
    show(marks);
    const named = data.reasons.find((one) => one.id === reason);
    told.textContent = named ? say("marked", { transfer, reason: named.text }) : say("unmarked", { transfer });
  }

  /** @param {Marks} given */
  function show(given) {
    marks = given;
    table.show(marks);
    flow.show(marks);
    list.show(marks);
  }

  return { show };
}

/** @param {LedgerData} data @returns {Transfer[]} */
function read(data) {
  const at = Object.fromEntries(["id", "time", "payer", "payee", "amount", "unit"].map((kind) => [kind, data.columns.findIndex((column) => column.kind === kind)]));
  return data.rows.map((row) => ({
    id: row[at.id], time: row[at.time], payer: row[at.payer], payee: row[at.payee], cents: Math.round(Number(row[at.amount]) * 100),
    unit: at.unit < 0 ? "" : row[at.unit], row,
  }));
}
