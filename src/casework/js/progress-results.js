// Results: both checks side by side, by skill; lessons to read again.

import { address, lessonAt, lessonOf, map, resultsOf, say } from "./course-map.js";
import { make } from "./node.js";
import { right } from "./schedule.js";

const SKILLS = ["channel", "drafting", "safeguards"];
const CLEAR = 6; // items by which one person's scores must differ (checks.py says why)

/** First results only. @returns {Node[]} */
export function checks() {
  const [start, end] = ["a", "b"].map((form) => resultsOf(form)[0]);
  const links = make("p.check-links", {}, ...Object.entries(map.checks).map(([form, { page }]) => make("a", { href: address(page) }, say(`check_${form}`))));
  if (!start && !end) return [make("p", {}, say("checks_none")), links];
  const score = (/** @type {any} */ result, /** @type {string} */ skill) => {
    if (!result) return say("check_open");
    const of = result.of || Object.keys((map.checks.a || map.checks.b || { read: {} }).read).length || 24;
    return skill ? say("of", { score: Number(result.skills[skill]) || 0, of: of / SKILLS.length }) : say("of", { score: result.score, of });
  };
  const row = (/** @type {string} */ name, /** @type {string} */ skill) =>
    make("tr", {}, make("th", { scope: "row" }, say(name)), make("td", {}, score(start, skill)), make("td", {}, score(end, skill)));
  const heads = ["skill", "check_a", "check_b"].map((name) => make("th", { scope: "col" }, say(name)));
  const table = make("div.table-wrapper", { tabindex: "0", role: "group", "aria-label": say("checks") }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, row("in_all", ""), ...SKILLS.map((skill) => row(`skill_${skill}`, skill)))));
  const found = [table];
  if (start && end) {
    const change = end.score - start.score;
    const word = Math.abs(change) >= CLEAR ? (change > 0 ? "change_clear_up" : "change_clear_down") : "change_unclear";
    found.push(make("p.progress-change", {}, say(word, { change: Math.abs(change), clear: CLEAR })));
  }
  return [...found, make("p.progress-how", {}, say("first_try")), links];
}

/** Lessons of questions that were not right the last time, in lessons and in the last result of each check.
 * @param {Map<string, import("./host.js").Try[]>} tries @returns {Node[]} */
export function readAgain(tries) {
  /** @type {Set<import("./course-map.js").Lesson | undefined>} */
  const lessons = new Set();
  for (const [ref, some] of tries) if (!right(some[some.length - 1])) lessons.add(lessonOf.get(ref));
  for (const [form, { read }] of Object.entries(map.checks)) {
    const last = resultsOf(form).pop();
    if (last && Array.isArray(last.right)) for (const [ref, page] of Object.entries(read)) if (!last.right.includes(ref)) lessons.add(lessonAt.get(page));
  }
  const rows = [...lessonAt.values()].filter((lesson) => lessons.has(lesson)).map((lesson) => make("li", {}, make("a", { href: address(lesson.page) }, lesson.title)));
  return rows.length ? [make("p.progress-how", {}, say("read_again_how")), make("ul", {}, ...rows)] : [];
}
