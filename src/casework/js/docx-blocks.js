// The drafted paper as blocks, in the order of the form: the twin of `blocks` in src/casework/exports/docx.py.

import { filled } from "./vocabulary.js";

/**
 * @typedef {{kind: string, text?: string, rows?: string[][]}} Block
 * @typedef {import("./answers.js").Field & {label: string}} Field
 * @param {any} data the case's data
 * @param {import("./criteria.js").Answer} answer
 * @param {{to: string, yes: string, no: string, blank: string}} words
 * @returns {Block[]}
 */
export function blocks(data, answer, words) {
  const fields = new Map(data.fields.map((/** @type {Field} */ field) => [field.id, field]));
  return [
    { kind: "title", text: data.paper.title },
    { kind: "to", text: `${words.to}: ${data.paper.recipient}` },
    ...data.paper.sections.flatMap((/** @type {any} */ section, /** @type {number} */ place) => [
      { kind: "heading", text: `${place + 1}. ${section.title}` },
      ...(section.source ? [{ kind: "source", text: section.source }] : []),
      ...section.fields.flatMap((/** @type {string} */ id) => {
        const field = /** @type {Field} */ (fields.get(id));
        return [{ kind: "label", text: field.label }, ...valueBlocks(field, answer.request[id], words)];
      }),
    ]),
  ];
}

/** @param {Field} field @param {any} value @param {any} words @returns {Block[]} */
function valueBlocks(field, value, words) {
  if (field.kind === "check") return [{ kind: "text", text: value ? words.yes : words.no }];
  if (!filled(value)) return [{ kind: "blank", text: words.blank }];
  if (field.kind === "choices") return value.map((/** @type {string} */ id) => ({ kind: "text", text: shown(field, id, words) }));
  if (field.kind !== "rows") return [{ kind: "text", text: shown(field, value, words) }];
  const columns = /** @type {Field[]} */ (field.columns || []);
  const rows = value.filter(filled).map((/** @type {any} */ row) => columns.map((column) => shown(column, row[column.id], words)));
  return [{ kind: "table", rows: [columns.map((column) => column.label), ...rows] }];
}

/** @param {Field} field @param {any} value @param {any} words @returns {string} */
function shown(field, value, words) {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  const option = (field.options || []).find((one) => one.id === value);
  return option ? option.text : value;
}
