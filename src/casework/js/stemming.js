// Words and terms: src/casework/finding.py cuts words in the same way; a term is what words have in common.

import { stemmer } from "stemmer";
import table from "../finding.json";
import { fold } from "./fold.js";

const stop = new Set(table.stop);
const PIECE = /[0-9]+(?:\([0-9a-z]{1,4}\)|\/[0-9a-z]{1,4})+|[0-9a-z\u0621-\u064a\u066e-\u06d3]+/g;
const ARABIC = /[\u0621-\u064a]/;

/** An Arabic word without article, particle and ending. @param {string} word folded */
function core(word) {
  if (!ARABIC.test(word)) return word;
  const front = table.prefixes.find((prefix) => word.startsWith(prefix) && word.length - prefix.length >= 3) || "";
  const rest = word.slice(front.length);
  const end = table.suffixes.find((suffix) => rest.endsWith(suffix) && rest.length - suffix.length >= 3) || "";
  return rest.slice(0, rest.length - end.length);
}

/** "requesting" and "requests" are one term, and so are "organisation" and "organization". @param {string} word as `words` gives it */
export const termOf = (word) => (/^[a-z]{3,}$/.test(word) ? stemmer(word.replace(/is(e[sdr]?|ers|ing|ations?)$/, "iz$1")) : word);

/**
 * The words of a text, folded. Of a pinpoint a text gives every place that holds it (18, 18/15), a query (`whole`) the place itself.
 * @param {string} text @param {boolean} [whole] @returns {string[]}
 */
export function words(text, whole) {
  const found = [];
  for (const [piece] of fold(text).matchAll(PIECE)) {
    if (/[/(]/.test(piece)) {
      const parts = piece.replace(/\(/g, "/").replace(/\)/g, "").split("/");
      for (let end = whole ? parts.length : 1; end <= parts.length; end++) found.push(parts.slice(0, end).join("/"));
    } else if (!stop.has(piece) && (piece.length > 1 || /[0-9]/.test(piece))) found.push(core(piece));
  }
  return found;
}
