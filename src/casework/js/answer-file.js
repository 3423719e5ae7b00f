// Answer files: TOML that src/casework/answers.py reads and writes too.

import { parse as parseToml, stringify } from "smol-toml";
import { normalise } from "./answers.js";

const FORMAT = 1;

/**
 * @typedef {import("./answers.js").Answer} Answer
 * @typedef {import("./answers.js").CaseData} CaseData
 * @typedef {import("./answers.js").Problem} Problem
 */

/** @param {string} text @param {CaseData} data @returns {{answer: Answer | null, problems: Problem[]}} */
export function parse(text, data) {
  const refused = (/** @type {string} */ code, /** @type {string} */ value) => ({ answer: null, problems: [{ code, value: value.slice(0, 120) }] });
  if (text.length > 1_000_000) return refused("too_large", "");
  if (text.includes("\u0000")) return refused("broken_file", "0");
  let found;
  try {
    // whole numbers of any size: one that no field takes is an odd value, no reason to refuse the file
    found = parseToml(text.replace(/^\ufeff/, ""), { integersAsBigInt: true });
  } catch (error) {
    return refused("broken_file", String(/** @type {Error} */ (error).message).split("\n")[0]);
  }
  if (found.case !== data.slug) return refused("wrong_case", shown(found.case));
  const version = "format" in found ? found.format : BigInt(FORMAT);
  if (typeof version !== "bigint" || version < 1) return refused("broken_file", `format = ${shown(version)}`);
  if (version > FORMAT) return refused("newer_file", `format = ${version}`);
  return normalise(found, data);
}

/** A value in a message; tables have no text of their own. @param {any} value */
function shown(value) {
  return value === undefined || value === "" || typeof value === "object" ? "–" : String(value);
}

/** The file's text. @param {Answer} answer @param {CaseData} data */
export function write(answer, data) {
  const { language, decisions, request, claims, team } = answer;
  const extra = Object.fromEntries(Object.entries({ claims, team }).filter(([, table]) => table && Object.keys(table).length));
  return `${stringify({ case: data.slug, format: FORMAT, language, decisions, request, ...extra })}\n`;
}
