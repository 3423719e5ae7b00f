// Marking: ../marking.py in JavaScript, function by function. Change both, and tests/data/marking/ with them.

import { fold } from "./fold.js";

/**
 * @typedef {"correct" | "incorrect" | "missed" | "unanswered"} PartVerdict
 * @typedef {"correct" | "partial" | "incorrect" | "unanswered" | "malformed"} Verdict
 * @typedef {{part: string, verdict: PartVerdict, feedback: string | null}} Part
 * @typedef {{score: number, maximum: number, verdict: Verdict, parts: Part[]}} Outcome
 * @typedef {[number, Part[]]} Marked
 */

const NUMBER = /^([+-]?)([0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:[.]([0-9]{1,6}))?$/;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MALFORMED = { malformed: true };

/**
 * The outcome of a response. Whatever the response is, this returns; only a broken key throws.
 * @param {any} key
 * @param {unknown} response
 * @returns {Outcome}
 */
export function mark(key, response) {
  const [marker, highest] = interactions[/** @type {keyof typeof interactions} */ (key.kind)];
  const maximum = highest(key);
  try {
    const [score, parts] = marker(key, response);
    /** @type {Verdict} */
    let verdict = score ? "partial" : "incorrect";
    if (score === maximum) verdict = "correct";
    else if (parts.every((part) => part.verdict === "unanswered")) verdict = "unanswered";
    return { score, maximum, verdict, parts };
  } catch (problem) {
    if (problem !== MALFORMED) throw problem;
    return { score: 0, maximum, verdict: "malformed", parts: [] };
  }
}

/** Each interaction: how a response is marked, and the most points that it can earn.
 * @type {Record<string, [(key: any, response: any) => Marked, (key: any) => number]>} */
const interactions = {
  single: [markSingle, () => 1],
  multiple: [markMultiple, (key) => key.correct.length],
  "true-false": [markTrueFalse, () => 2],
  match: [markMatch, (key) => key.left.length],
  order: [markOrder, (key) => key.steps.length - 1],
  categorise: [markCategorise, (key) => Object.keys(key.entries).length],
  "fill-in": [markFillIn, (key) => Object.keys(key.blanks).length],
  number: [markNumber, (key) => (key.units ? 2 : 1)],
  date: [markDate, () => 1],
};

/** @param {any} key @param {any} response @returns {Marked} */
function markSingle(key, response) {
  if (blank(response)) return [0, []];
  const chosen = oneOf(key.choices, response);
  const right = chosen === key.correct;
  return [+right, [part(chosen, right, `choices.${chosen}`)]];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markMultiple(key, response) {
  const chosen = distinct(key.choices, response);
  if (!chosen.length) return [0, []];
  let score = 0;
  /** @type {Part[]} */
  const parts = [];
  for (const choice of key.choices) {
    const right = key.correct.includes(choice);
    if (chosen.includes(choice)) {
      score += right ? 1 : -1;
      parts.push(part(choice, right, `choices.${choice}`));
    } else if (right) {
      parts.push(part(choice, "missed", `choices.${choice}`));
    }
  }
  return [Math.max(0, score), parts];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markTrueFalse(key, response) {
  const given = fields(response, ["truth", "reason"]);
  const truth = own(given, "truth");
  const reason = own(given, "reason");
  if (truth !== null && typeof truth !== "boolean") throw MALFORMED;
  const right = truth === key.truth;
  const first = truth === null ? part("truth", "unanswered", null) : part("truth", right, truth ? "if_true" : "if_false");
  if (blank(reason)) return [+right, [first, part("reason", "unanswered", null)]];
  const sound = oneOf(key.reasons, reason) === key.correct;
  return [+right + +(right && sound), [first, part("reason", sound, `reasons.${reason}`)]];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markMatch(key, response) {
  const given = fields(response, key.left);
  return counted(
    key.left.map((/** @type {string} */ left) => {
      const right = own(given, left);
      if (blank(right)) return part(left, "unanswered", `pairs.${left}`);
      const lure = !key.left.includes(oneOf(key.right, right));
      return part(left, right === left, lure ? `lures.${right}` : `pairs.${left}`);
    }),
  );
}

/** @param {any} key @param {any} response @returns {Marked} */
function markOrder(key, response) {
  /** @type {string[]} */
  const steps = key.steps;
  const given = distinct(steps, response);
  if (!given.length) return [0, []];
  if (given.length !== steps.length) throw MALFORMED;
  const score = steps.filter((step, place) => place && given.indexOf(step) === given.indexOf(steps[place - 1]) + 1).length;
  return [score, steps.map((step, place) => part(step, given[place] === step, `steps.${step}`))];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markCategorise(key, response) {
  const given = fields(response, Object.keys(key.entries));
  return counted(
    Object.keys(key.entries).map((entry) => {
      const category = own(given, entry);
      const verdict = blank(category) ? "unanswered" : oneOf(key.categories, category) === key.entries[entry];
      return part(entry, verdict, `entries.${entry}`);
    }),
  );
}

/** @param {any} key @param {any} response @returns {Marked} */
function markFillIn(key, response) {
  const given = fields(response, Object.keys(key.blanks));
  return counted(
    Object.keys(key.blanks).map((name) => {
      const typed = fold(text(own(given, name)));
      const { accept, mistakes } = key.blanks[name];
      if (accept.includes(typed) && typed) return part(name, true, `blanks.${name}`);
      const known = typed ? mistakes.findIndex((/** @type {string[]} */ spellings) => spellings.includes(typed)) : -1;
      return part(name, typed ? false : "unanswered", `blanks.${name}.${known < 0 ? "otherwise" : `mistakes.${known}`}`);
    }),
  );
}

/** @param {any} key @param {any} response @returns {Marked} */
function markNumber(key, response) {
  const given = fields(response, ["value", "unit"]);
  const typed = fold(text(own(given, "value")));
  const unit = text(own(given, "unit"));
  const value = millionths(typed);
  const distance = value === null ? null : value - strict(millionths, key.answer);
  const tolerance = strict(millionths, key.tolerance);
  const right = distance !== null && distance <= tolerance && -distance <= tolerance;
  const mistakes = key.mistakes.map((/** @type {string} */ wrong) => strict(millionths, wrong));
  const parts = [part("value", typed ? right : "unanswered", remark(right, value, mistakes))];
  if (!key.units) return [+right, parts];
  const rightUnit = unit !== "" && oneOf(key.units, unit) === key.unit;
  parts.push(part("unit", unit ? rightUnit : "unanswered", null));
  return [+right + +(right && rightUnit), parts];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markDate(key, response) {
  const typed = fold(text(response));
  const day = dayNumber(typed);
  const right = day !== null && Math.abs(day - strict(dayNumber, key.answer)) <= key.tolerance;
  const mistakes = key.mistakes.map((/** @type {string} */ wrong) => strict(dayNumber, wrong));
  return [+right, [part("date", typed ? right : "unanswered", remark(right, day, mistakes))]];
}

/** @param {string} name @param {PartVerdict | boolean} verdict @param {string | null} feedback @returns {Part} */
function part(name, verdict, feedback) {
  if (typeof verdict === "boolean") verdict = verdict ? "correct" : "incorrect";
  return { part: name, verdict, feedback };
}

/** @param {Part[]} parts @returns {Marked} one point a correct part */
function counted(parts) {
  return [parts.filter((part) => part.verdict === "correct").length, parts];
}

/** The feedback of a typed value: the answer's, a known mistake's, or that for everything else.
 * @template T @param {boolean} right @param {T | null} value @param {T[]} known */
function remark(right, value, known) {
  if (right) return "answer";
  const place = value === null ? -1 : known.indexOf(value);
  return place < 0 ? "otherwise" : `mistakes.${place}`;
}

/** @param {any} value */
function blank(value) {
  return value === null || value === "";
}

/** A field's value; what an object inherits (`constructor` …) is not given. @param {any} object @param {string} name */
function own(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : null;
}

/** A text that was typed or chosen; nothing given is the empty text. @param {any} value @returns {string} */
function text(value) {
  if (value === null) return "";
  if (typeof value !== "string") throw MALFORMED;
  return value;
}

/** @param {string[]} ids @param {any} value @returns {string} */
function oneOf(ids, value) {
  if (!ids.includes(value)) throw MALFORMED;
  return value;
}

/** A list of different ids; nothing given is the empty list. @param {string[]} ids @param {any} value @returns {string[]} */
function distinct(ids, value) {
  if (value === null) return [];
  if (!Array.isArray(value)) throw MALFORMED;
  value.forEach((entry) => oneOf(ids, entry));
  if (new Set(value).size !== value.length) throw MALFORMED;
  return value;
}

/** An object with no other fields than these; nothing given is the empty object. @param {any} value @param {string[]} names */
function fields(value, names) {
  if (value === null) return {};
  const object = typeof value === "object" && !Array.isArray(value);
  if (!object || !Object.keys(value).every((name) => names.includes(name))) throw MALFORMED;
  return value;
}

/** `"-1,200.5"` → -1200500000n; null where it isn't a number as `NUMBER` writes it. @param {string} typed */
function millionths(typed) {
  const found = NUMBER.exec(typed);
  if (!found) return null;
  const size = BigInt(found[2].replace(/,/g, "") + (found[3] || "").padEnd(6, "0"));
  return found[1] === "-" ? -size : size;
}

/** Days since 1 January of the year 1 in today's calendar; null where there is no such day. @param {string} typed */
function dayNumber(typed) {
  const found = DATE.exec(typed);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  if (!year || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const before = year - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  for (let earlier = 1; earlier < month; earlier++) days += daysIn(year, earlier);
  return days + day - 1;
}

/** @param {number} year @param {number} month */
function daysIn(year, month) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A number or day of the key, where anything else is the author's error.
 * @template T @param {(typed: string) => T | null} read @param {string} written @returns {T} */
function strict(read, written) {
  const value = read(written);
  if (value === null) throw new Error(`"${written}" in the key is neither a number nor a date`);
  return value;
}
