// Certainty against the result: a picture, the same as a table, and what was sure and not right.

import { address, lessonAt, lessonOf, map, resultsOf, say } from "./course-map.js";
import { make } from "./node.js";
import { right, sittings, sureAndWrong } from "./schedule.js";

const DEGREES = ["sure", "fairly", "guess"];
const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, ROW] = [340, 56];

/** @typedef {{degree: string, of: number, right: number}} Degree */

/** Answers with a certainty, by degree: those of lessons and reviews once a sitting, and those of the checks.
 * @param {Map<string, import("./host.js").Try[]>} tries @returns {Degree[]} */
function counted(tries) {
  const found = DEGREES.map((degree) => ({ degree, of: 0, right: 0 }));
  const add = (/** @type {any} */ degree, /** @type {boolean} */ good) => {
    const row = found.find((one) => one.degree === degree);
    if (row) [row.of, row.right] = [row.of + 1, row.right + (good ? 1 : 0)];
  };
  for (const some of tries.values()) for (const one of sittings(some)) add(one.certainty, right(one));
  for (const form of Object.keys(map.checks)) {
    for (const result of resultsOf(form)) {
      if (Array.isArray(result.right)) for (const [ref, given] of Object.entries(result.answers)) add(Object(given).certainty, result.right.includes(ref));
    }
  }
  return found;
}

/** @param {Map<string, import("./host.js").Try[]>} tries @returns {Node[]} */
export function calibration(tries) {
  const rows = counted(tries);
  if (!rows.some((row) => row.of)) return [make("p", {}, say("sure_none"))];
  const heads = ["sure_degree", "sure_answers", "sure_right", "sure_share"].map((name) => make("th", { scope: "col" }, say(name)));
  const body = rows.map(({ degree, of, right: good }) =>
    make("tr", {}, make("th", { scope: "row" }, say(`certain_${degree}`)), ...[of, good, of ? Math.round((100 * good) / of) : "–"].map((value) => make("td", {}, String(value)))));
  return [
    picture(rows),
    make("div.table-wrapper", { tabindex: "0", role: "group", "aria-label": say("sure") }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...body))),
    make("p.progress-how", {}, say("sure_how")),
  ];
}

/** A bar for each degree, as long as the share that was right. @param {Degree[]} rows */
function picture(rows) {
  const backwards = document.documentElement.dir === "rtl";
  const node = (/** @type {string} */ tag, /** @type {Record<string, string | number>} */ attributes, text = "") => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.textContent = text;
    return made;
  };
  const svg = node("svg", { viewBox: `0 0 ${WIDTH} ${ROW * rows.length}`, role: "img", class: "calibration", "aria-label": say("sure") });
  rows.forEach(({ degree, of, right: good }, place) => {
    const top = place * ROW;
    const long = of ? (WIDTH * good) / of : 0;
    svg.append(
      // the start of a line of text is the page's own: right in Arabic
      node("text", { x: backwards ? WIDTH : 0, y: top + 18, class: "calibration-text" }, say("sure_line", { degree: say(`certain_${degree}`), right: good, of })),
      node("rect", { x: 0, y: top + 26, width: WIDTH, height: 18, rx: 4, class: "calibration-all" }),
      node("rect", { x: backwards ? WIDTH - long : 0, y: top + 26, width: long, height: 18, rx: 4, class: `calibration-right ${degree}` }),
    );
  });
  return make("figure.picture.calibration-picture", {}, svg);
}

/** @param {Map<string, import("./host.js").Try[]>} tries @returns {Node[]} */
export function sureAndWrongList(tries) {
  /** @type {Set<import("./course-map.js").Lesson | undefined>} */
  const lessons = new Set();
  for (const [ref, some] of tries) {
    const last = sittings(some).pop();
    if (last && sureAndWrong(last)) lessons.add(lessonOf.get(ref));
  }
  for (const [form, { read }] of Object.entries(map.checks)) {
    const last = resultsOf(form).pop();
    for (const [ref, given] of Object.entries(last && Array.isArray(last.right) ? last.answers : {})) {
      if (Object(given).certainty === "sure" && !last.right.includes(ref)) lessons.add(lessonAt.get(read[ref]));
    }
  }
  lessons.delete(undefined);
  if (!lessons.size) return [];
  const rows = [...lessonAt.values()].filter((lesson) => lessons.has(lesson)).map((lesson) => make("li", {}, make("a", { href: address(lesson.page) }, lesson.title)));
  return [make("h3", {}, say("sure_wrong")), make("p", {}, say("sure_wrong_how")), make("ul", {}, ...rows)];
}
