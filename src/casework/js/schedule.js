// When a question comes back. Days are the learner's own, from midnight to midnight.

export const PLAN = [1, 7, 30, 90]; // days after a question was first answered
const APART = 12 * 3600_000; // a try sooner after another is the same sitting, feedback still in mind

/** @typedef {import("./host.js").Try} Try */

/** The first try of each sitting. @param {Try[]} tries in the order of time @returns {Try[]} */
export function sittings(tries) {
  let last = -Infinity;
  return tries.filter(({ at }) => {
    const time = Date.parse(at);
    const fresh = time - last >= APART;
    last = time;
    return fresh;
  });
}

/** @param {Try} one */
export const right = (one) => one.score === one.maximum;
/** @param {Try} one */
export const sureAndWrong = (one) => one.certainty === "sure" && !right(one);

/** A day as 2026-11-24, in the learner's time. @param {number} time @param {number} [days] later */
export function day(time, days = 0) {
  const date = new Date(time);
  const moved = new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 12);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${moved.getFullYear()}-${two(moved.getMonth() + 1)}-${two(moved.getDate())}`;
}

/**
 * The days on which a question comes back, the next one first; a day that has passed stays until the question is answered.
 * After a wrong answer it comes back the next day too.
 * @param {Try[]} tries @returns {string[]}
 */
export function fixed(tries) {
  const fresh = sittings(tries);
  if (!fresh.length) return [];
  const [first, last] = [fresh[0], fresh[fresh.length - 1]];
  const answered = day(Date.parse(last.at));
  const days = PLAN.map((after) => day(Date.parse(first.at), after)).filter((planned) => planned > answered);
  const again = day(Date.parse(last.at), 1);
  if (!right(last) && !days.includes(again)) days.push(again);
  return days.sort();
}

/**
 * Questions to answer today, those answered surely and wrongly first, then the longest due.
 * @param {{ref: string, tries: Try[], days: string[]}[]} questions @param {string} today
 */
export function dueToday(questions, today) {
  const weight = (/** @type {{tries: Try[]}} */ { tries }) => (sureAndWrong(sittings(tries).slice(-1)[0]) ? 0 : 1);
  return questions
    .filter(({ days }) => days.length && days[0] <= today)
    .sort((a, b) => weight(a) - weight(b) || (a.days[0] < b.days[0] ? -1 : a.days[0] > b.days[0] ? 1 : a.ref < b.ref ? -1 : 1));
}
