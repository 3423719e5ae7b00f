// Marking: ../marking.py in JavaScript, function by function. Change both, and tests/data/marking/ with them.

import { fold } from "./fold.js";

/**
 * @typedef {"correct" | "incorrect" | "missed" | "unanswered" | "noted"} PartVerdict
 * @typedef {"correct" | "partial" | "incorrect" | "unanswered" | "malformed" | "noted"} Verdict
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
    if (!maximum) verdict = parts.length ? "noted" : "unanswered";
    else if (score === maximum) verdict = "correct";
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
  "select-in-text": [markMultiple, (key) => key.correct.length],
  "select-in-table": [markMultiple, (key) => key.correct.length],
  "select-on-picture": [markMultiple, (key) => key.correct.length],
  decision: [markDecision, bestWay],
  poll: [markPoll, () => 0],
  "free-text": [markFreeText, (key) => key.rubric.length],
};

/** @param {any} key @param {any} response @returns {Marked} */
function markSingle(key, response) {
  if (response === null || response === "") return [0, []];
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
  const { truth, reason } = fields(response, ["truth", "reason"]);
  insist(truth === null || typeof truth === "boolean");
  const right = truth === key.truth;
  const sound = reason !== null && oneOf(key.reasons, reason) === key.correct;
  const parts = [
    part("truth", truth === null ? "unanswered" : right, truth === null ? null : truth ? "if_true" : "if_false"),
    part("reason", reason === null ? "unanswered" : sound, reason && `reasons.${reason}`),
  ];
  return [+right + +(right && sound), parts];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markMatch(key, response) {
  return counted(fields(response, key.left), (left, right) => {
    if (right === null) return part(left, "unanswered", `pairs.${left}`);
    const lure = !key.left.includes(oneOf(key.right, right));
    return part(left, right === left, lure ? `lures.${right}` : `pairs.${left}`);
  });
}

/** @param {any} key @param {any} response @returns {Marked} */
function markOrder(key, response) {
  /** @type {string[]} */
  const steps = key.steps;
  const given = distinct(steps, response);
  if (!given.length) return [0, []];
  insist(given.length === steps.length);
  const score = steps.filter((step, place) => place && given.indexOf(step) === given.indexOf(steps[place - 1]) + 1).length;
  return [score, steps.map((step, place) => part(step, given[place] === step, `steps.${step}`))];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markCategorise(key, response) {
  return counted(fields(response, Object.keys(key.entries)), (entry, category) => {
    const verdict = category === null ? "unanswered" : oneOf(key.categories, category) === key.entries[entry];
    return part(entry, verdict, `entries.${entry}`);
  });
}

/** @param {any} key @param {any} response @returns {Marked} */
function markFillIn(key, response) {
  return counted(fields(response, Object.keys(key.blanks)), (name, written) => {
    const { accept, mistakes } = key.blanks[name];
    const typed = folded(written);
    if (typed && accept.includes(typed)) return part(name, true, `blanks.${name}`);
    const known = typed ? mistakes.findIndex((/** @type {string[]} */ spellings) => spellings.includes(typed)) : -1;
    const feedback = known < 0 ? "otherwise" : `mistakes.${known}`;
    return part(name, typed ? false : "unanswered", `blanks.${name}.${feedback}`);
  });
}

/** @param {any} key @param {any} response @returns {Marked} */
function markNumber(key, response) {
  const { value: written, unit } = fields(response, ["value", "unit"]);
  const value = measured("value", written, key, millionths, strict(millionths, key.tolerance));
  const right = value.verdict === "correct";
  if (!key.units) {
    insist(unit === null);
    return [+right, [value]];
  }
  const rightUnit = unit !== null && oneOf(key.units, unit) === key.unit;
  return [+right + +(right && rightUnit), [value, part("unit", unit === null ? "unanswered" : rightUnit, null)]];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markDate(key, response) {
  const day = measured("date", response, key, dayNumber, key.tolerance);
  return [+(day.verdict === "correct"), [day]];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markDecision(key, response) {
  const taken = response === null ? [] : response;
  insist(Array.isArray(taken));
  /** @type {Part[]} */
  const parts = [];
  let place = key.start;
  for (const choice of taken) {
    insist(place !== null);
    const stage = key.stages[place];
    const right = oneOf(Object.keys(stage.next), choice) === stage.correct;
    parts.push(part(place, right, `stages.${place}.${choice}`));
    place = stage.next[choice];
  }
  const rights = parts.filter((one) => one.verdict === "correct").length;
  const score = Math.max(0, Math.min(rights, bestWay(key) - parts.length + rights));
  if (place) parts.push(part(place, "unanswered", null));
  return [score, parts];
}

/** How many stages the right choices lead through. @param {any} key */
function bestWay(key) {
  let length = 0;
  for (let place = key.start; place; length += 1) place = key.stages[place].next[key.stages[place].correct];
  return length;
}

/** @param {any} key @param {any} response @returns {Marked} */
function markPoll(key, response) {
  if (response === null || response === "") return [0, []];
  const chosen = oneOf(key.choices, response);
  return [0, [part(chosen, "noted", `choices.${chosen}`)]];
}

/** @param {any} key @param {any} response @returns {Marked} */
function markFreeText(key, response) {
  const given = fields(response, ["text", "rubric"]);
  const text = folded(given.text);
  const made = distinct(key.rubric, given.rubric);
  if (!text || given.rubric === null) return [0, []];
  return [made.length, key.rubric.map((/** @type {string} */ point) => part(point, made.includes(point) ? "correct" : "missed", `rubric.${point}`))];
}

/** @param {string} name @param {PartVerdict | boolean} verdict @param {string | null} feedback @returns {Part} */
function part(name, verdict, feedback) {
  if (typeof verdict === "boolean") verdict = verdict ? "correct" : "incorrect";
  return { part: name, verdict, feedback };
}

/** One point for each field that is right.
 * @param {Record<string, any>} given @param {(name: string, value: any) => Part} judge @returns {Marked} */
function counted(given, judge) {
  const parts = Object.keys(given).map((name) => judge(name, given[name]));
  return [parts.filter((part) => part.verdict === "correct").length, parts];
}

/** A number or a day, as far from the answer as the tolerance allows; else perhaps a known mistake.
 * @param {string} name @param {any} written @param {any} key @param {(typed: string) => any} read @param {any} tolerance */
function measured(name, written, key, read, tolerance) {
  const typed = folded(written);
  const value = read(typed);
  const distance = value === null ? null : value - strict(read, key.answer);
  const mistake = key.mistakes.map((/** @type {string} */ wrong) => strict(read, wrong)).indexOf(value);
  const right = distance !== null && distance <= tolerance && -distance <= tolerance;
  return part(name, typed ? right : "unanswered", right ? "answer" : mistake < 0 ? "otherwise" : `mistakes.${mistake}`);
}

/** @param {boolean} fits */
function insist(fits) {
  if (!fits) throw MALFORMED;
}

/** A text that was typed, folded; nothing given is the empty text. @param {any} value @returns {string} */
function folded(value) {
  insist(value === null || typeof value === "string");
  return fold(value || "");
}

/** @param {string[]} ids @param {any} value @returns {string} */
function oneOf(ids, value) {
  insist(ids.includes(value));
  return value;
}

/** A list of different ids; nothing given is the empty list. @param {string[]} ids @param {any} value @returns {string[]} */
function distinct(ids, value) {
  const chosen = value === null ? [] : value;
  insist(Array.isArray(chosen) && chosen.every((entry) => oneOf(ids, entry)) && new Set(chosen).size === chosen.length);
  return chosen;
}

/** Each named field of an object, null where nothing is given; an object with other fields is malformed.
 * @param {any} value @param {string[]} names @returns {Record<string, any>} */
function fields(value, names) {
  const given = value === null ? {} : value;
  insist(typeof given === "object" && !Array.isArray(given) && Object.keys(given).every((name) => names.includes(name)));
  return Object.fromEntries(names.map((name) => [name, given[name] === undefined || given[name] === "" ? null : given[name]]));
}

/** `"-1,200.5"` → -1200500000n; null where it isn't a number as `NUMBER` writes it. @param {string} typed */
function millionths(typed) {
  const found = NUMBER.exec(typed);
  if (!found) return null;
  const size = BigInt(found[2].replace(/,/g, "") + (found[3] || "").padEnd(6, "0"));
  return found[1] === "-" ? -size : size;
}

/** The number of a day from 0001-01-01 to 9999-12-31; null where there is no such day. @param {string} typed */
function dayNumber(typed) {
  const found = DATE.exec(typed);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(0);
  // unlike Date.UTC this takes the years 1 to 99 as they are
  date.setUTCFullYear(year, month - 1, day);
  return year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / 864e5 : null;
}

/** A number or day of the key, where anything else is the author's error.
 * @param {(typed: string) => any} read @param {string} written */
function strict(read, written) {
  const value = read(written);
  if (value === null) throw new Error(`key: ${written}`);
  return value;
}
