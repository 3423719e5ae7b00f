// The functions of criteria, as src/casework/vocabulary.py has them: its docstring is the rule, vocabulary.json the lists,
// tests/data/vocabulary/ the table that both sides run.

import lists from "../vocabulary.json";
import { fold, isSpace } from "./fold.js";

const ARABIC = "\\u0621-\\u064a\\u0671-\\u06d3";
const WORD = `0-9a-z${ARABIC}`;
const START = `(?:^|[^${WORD}])`;
const END = `(?![${WORD}])`;
const ARTICLE = "ال";
const PREFIXES = ["", `[وف]?(?:لل|[بك]?(?:${ARTICLE})?|ل)`, `[وف]?(?:[بك]?${ARTICLE}|لل)`];
const arabicStart = new RegExp(`^[${ARABIC}]`);
const escaped = (/** @type {string} */ text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
const bare = (/** @type {string} */ text) => text.replace(/[* ]/g, "");

/** @type {Map<string, RegExp | null>} */
const patterns = new Map();

/** One expression for all phrases; null where none is usable. @param {string[]} phrases @returns {RegExp | null} */
export function pattern(phrases) {
  const name = JSON.stringify(phrases);
  const known = patterns.get(name);
  if (known !== undefined) return known;
  /** @type {string[][]} */
  const groups = [[], [], []];
  for (const phrase of phrases) {
    let core = fold(phrase);
    if (!bare(core)) continue;
    let kind = 0;
    if (arabicStart.test(core)) {
      kind = core.startsWith(ARTICLE) && core.length > ARTICLE.length ? 2 : 1;
      if (kind === 2) core = core.slice(ARTICLE.length);
    }
    groups[kind].push(core.split("*").map(escaped).join(`[${WORD}]*`));
  }
  const sources = groups.map((group, kind) => (group.length ? `${PREFIXES[kind]}(?:${group.join("|")})` : "")).filter(Boolean);
  const made = sources.length ? new RegExp(`${START}(?:${sources.join("|")})${END}`, "g") : null;
  patterns.set(name, made);
  return made;
}

const words = lists.negations.words.map(fold);
const latin = words.filter((word) => !arabicStart.test(word)).join("|");
const arabic = words.filter((word) => arabicStart.test(word)).join("|");
const negation = new RegExp(`${START}(?:(?:${latin})|(?:${lists.negations.prefixes.join("|")})?(?:${arabic})|[a-z]+${lists.negations.ending})${END}`);
const harmless = /** @type {RegExp} */ (pattern(lists.harmless));
const numbering = new RegExp(`${START}(?:${lists.numbering.join("|")})\\.? ?[0-9]`, "g");
const ends = new RegExp(`[${escaped(lists.always_ends + lists.ends_before_space)}]`, "g");
const single = new RegExp(`\\.[A-Za-z${ARABIC}]$`);
const lastWord = new RegExp(`[${WORD}]+$`);
const punctuation = new Set(lists.punctuation);
const closing = new Set(lists.closing);

/** The sentences of a text as they are written. @param {string} text @returns {string[]} */
export function sentences(text) {
  const found = [];
  let start = 0;
  for (const end of text.matchAll(ends)) {
    const place = /** @type {number} */ (end.index);
    if (!lists.always_ends.includes(end[0]) && !stops(text, place)) continue;
    found.push(text.slice(start, place));
    start = place + end[0].length;
  }
  return [...found, text.slice(start)].map((part) => part.trim()).filter((part) => fold(part));
}

/** Does the full stop at `place` end its sentence? @param {string} text @param {number} place */
function stops(text, place) {
  const after = text.slice(place + 1, place + 2);
  if (after && !isSpace(after) && !closing.has(after)) return false;
  const before = text.slice(Math.max(0, place - 12), place);
  if (single.test(before)) return false;
  const last = lastWord.exec(fold(before));
  if (last && lists.numbering.includes(last[0])) return !/^[0-9]/.test(fold(text.slice(place + 1, place + 8)));
  return !(last && lists.abbreviations.includes(last[0]));
}

/** @param {any} value @returns {string[] | null} */
const strings = (value) => (Array.isArray(value) && value.every((entry) => typeof entry === "string") ? value : null);
const said = (/** @type {string} */ token) => [...token].some((character) => !punctuation.has(character));
const found = (/** @type {RegExp} */ expression, /** @type {string} */ text) => {
  expression.lastIndex = 0;
  return expression.test(text);
};

/** @param {any} value @returns {boolean} */
export function filled(value) {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return fold(value).split(" ").some(said);
  if (Array.isArray(value)) return value.some(filled);
  if (value instanceof Map) return [...value.values()].some(filled);
  return value !== null && typeof value === "object" && Object.values(value).some(filled);
}

/** @param {any} text @param {any} phrases */
export function mentions(text, phrases) {
  const wanted = strings(phrases);
  if (typeof text !== "string" || !wanted || !wanted.length) return false;
  const expression = pattern(wanted);
  return expression !== null && found(expression, fold(text));
}

/** @param {any} text @param {any} phrases */
export function states(text, phrases) {
  const wanted = strings(phrases);
  if (typeof text !== "string" || !wanted || !wanted.length) return false;
  const expression = pattern(wanted);
  if (!expression) return false;
  return sentences(text).map(fold).some((sentence) => {
    if (!found(expression, sentence)) return false;
    const rest = sentence.replace(harmless, " ").replace(numbering, " ").replace(expression, " ");
    return !negation.test(rest);
  });
}

/** @param {any} chosen @param {any} wanted */
export function includes_all(chosen, wanted) {
  const [have, want] = [strings(chosen), strings(wanted)];
  return have !== null && want !== null && want.every((entry) => have.includes(entry));
}

/** A date or UTC time in its comparable spelling, or the empty text. @param {any} value */
function moment(value) {
  if (typeof value !== "string" || [...value].length > 64) return "";
  const text = fold(value);
  if (realDay(text)) return text;
  const parts = /^([0-9]{4}-[0-9]{2}-[0-9]{2})t([0-9]{2}):([0-9]{2}):([0-9]{2})z$/.exec(text);
  return parts && realDay(parts[1]) && +parts[2] < 24 && +parts[3] < 60 && +parts[4] < 60 ? text : "";
}

/** @param {string} text */
function realDay(text) {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts || +parts[1] < 1) return false;
  const day = new Date(0);
  day.setUTCFullYear(+parts[1], +parts[2] - 1, +parts[3]);
  return day.getUTCFullYear() === +parts[1] && day.getUTCMonth() === +parts[2] - 1 && day.getUTCDate() === +parts[3];
}

export const is_date = (/** @type {any} */ text) => moment(text).length === 10;
export const is_utc = (/** @type {any} */ text) => moment(text).length === 20;

/** @param {any} first @param {any} second */
export function before(first, second) {
  const [one, two] = [moment(first), moment(second)];
  const length = Math.min(one.length, two.length);
  return length > 0 && one.slice(0, length) < two.slice(0, length);
}

/** @param {any} value @returns {bigint | null} */
function whole(value) {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : null;
  if (typeof value !== "string" || [...value].length > 64) return null;
  const text = fold(value);
  return /^-?[0-9]{1,15}$/.test(text) ? BigInt(text) : null;
}

/** @param {any} value @param {any} low @param {any} high */
export function within(value, low, high) {
  const moments = [value, low, high].map(moment);
  if (moments.every(Boolean)) {
    const length = Math.min(...moments.map((entry) => entry.length));
    const [middle, least, most] = moments.map((entry) => entry.slice(0, length));
    return least <= middle && middle <= most;
  }
  const [number, least, most] = [value, low, high].map(whole);
  return number !== null && least !== null && most !== null && least <= number && number <= most;
}

/** @param {any} entries @param {any} number @param {(count: number, number: number) => boolean} compare */
function counted(entries, number, compare) {
  if (!Array.isArray(entries) || (typeof number !== "bigint" && !Number.isInteger(number))) return false;
  return compare(entries.filter(filled).length, Number(number));
}
export const at_least = (/** @type {any} */ entries, /** @type {any} */ number) => counted(entries, number, (have, want) => have >= want);
export const at_most = (/** @type {any} */ entries, /** @type {any} */ number) => counted(entries, number, (have, want) => have <= want);

/** @param {any} text @param {any} least @param {any} most */
export function words_between(text, least, most) {
  if (typeof text !== "string" || [least, most].some((n) => typeof n !== "bigint" && !Number.isInteger(n))) return false;
  const count = fold(text).split(" ").filter(said).length;
  return Number(least) <= count && count <= Number(most);
}
