// A text with what was looked for marked, and the part of a long text where most of it stands. Text nodes and mark elements, no markup.

import { make } from "./node.js";
import { termOf, words } from "./stemming.js";

const PIECE = /[0-9]+(?:\([0-9a-z]{1,4}\)|\/[0-9a-z]{1,4})+|[\p{L}\p{M}\p{N}]+/giu;
const LENGTH = 180;

/** Where the terms stand: [from, to, term]. @param {string} text @param {Set<string>} terms @returns {[number, number, string][]} */
function places(text, terms) {
  /** @type {[number, number, string][]} */
  const found = [];
  for (const piece of text.matchAll(PIECE)) {
    const term = words(piece[0]).map(termOf).find((one) => terms.has(one));
    if (term) found.push([Number(piece.index), Number(piece.index) + piece[0].length, term]);
  }
  return found;
}

/** @param {string} text @param {Set<string>} terms @returns {(Node | string)[]} */
export function marked(text, terms) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let end = 0;
  for (const [from, to] of places(text, terms)) {
    parts.push(text.slice(end, from), make("mark", {}, text.slice(from, to)));
    end = to;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

/** The part of a text that has most of the terms, cut between words. @param {string} text @param {Set<string>} terms */
export function excerpt(text, terms) {
  const found = places(text, terms);
  const richness = (/** @type {number} */ from) => new Set(found.filter(([start]) => start >= from && start < from + LENGTH - 40).map(([, , term]) => term)).size;
  const best = found.reduce((best, [start]) => (richness(start) > best.rich ? { start, rich: richness(start) } : best), { start: 0, rich: 0 });
  let from = Math.max(0, best.start - 40);
  if (from) from = text.indexOf(" ", from) + 1;
  let to = from + LENGTH;
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
  return `${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`;
}
