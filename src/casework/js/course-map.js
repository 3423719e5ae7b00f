// The course's map, which the build writes (course_map.py), and what the browser keeps beside it.

import { key } from "./keys.js";
import { names, read } from "./store.js";
import { wording } from "./strings.js";

/**
 * @typedef {import("./host.js").Try} Try
 * @typedef {{page: string, title: string, minutes: number, questions: number, items: string[], core?: number, roles?: string[]}} Lesson
 * @typedef {{id: string, page: string, title: string, lessons: Lesson[]}} Theme
 * @typedef {{themes: Theme[], checks: Record<string, {page: string, read: Record<string, string>}>, roles: [string, string][],
 *   cases: {slug: string, page: string, title: string}[], words: Record<string, string>}} CourseMap
 * @typedef {{lesson: Lesson, theme: Theme, answered: number, of: number, read: boolean, done: boolean, left: number}} Standing
 *   `left` in minutes
 */

/** @type {CourseMap} */
export const map = Object(window).caseworkMap || { themes: [], checks: {}, roles: [], cases: [], words: {} };
export const say = wording({ ...Object(window).caseworkStrings, ...map.words });

/** The relative address of a page. @param {string} page */
export const address = (page) => `${document.documentElement.dataset.root || ""}${page}.html`;

/** A question's lesson. @type {Map<string, Lesson>} */
export const lessonOf = new Map(map.themes.flatMap((theme) => theme.lessons.flatMap((lesson) => lesson.items.map((slug) => /** @type {[string, Lesson]} */ ([`${theme.id}/${slug}`, lesson])))));
/** @type {Map<string, Lesson>} */
export const lessonAt = new Map(map.themes.flatMap((theme) => theme.lessons.map((lesson) => /** @type {[string, Lesson]} */ ([lesson.page, lesson]))));

/** The tries at each question that has some, as far as they are whole. @returns {Map<string, Try[]>} */
export function triesByItem() {
  const prefix = key("item", "");
  /** @type {Map<string, Try[]>} */
  const found = new Map();
  for (const name of names(`${prefix}:`)) {
    const kept = read(name);
    const tries = (kept && Array.isArray(kept.tries) ? kept.tries : []).filter((/** @type {any} */ one) => one && typeof one === "object" && !Number.isNaN(Date.parse(one.at)));
    if (tries.length) found.set(name.slice(prefix.length + 1), tries);
  }
  return found;
}

/** The results of a check, in the order of time. @param {string} form @returns {any[]} */
export function resultsOf(form) {
  const kept = read(key("check", form));
  return (kept && Array.isArray(kept.results) ? kept.results : []).filter((/** @type {any} */ one) => one && Number.isInteger(one.score) && Object(one.answers) === one.answers);
}

/** Where the learner stands in every lesson, in the order of the book. @param {Set<string>} answered items @returns {Standing[]} */
export function standings(answered) {
  return map.themes.flatMap((theme) =>
    theme.lessons.map((lesson) => {
      const of = lesson.items.length;
      const count = lesson.items.filter((slug) => answered.has(`${theme.id}/${slug}`)).length;
      const form = Object.keys(map.checks).find((one) => map.checks[one].page === lesson.page);
      const seen = Boolean(read(key("read", lesson.page)) || (form && resultsOf(form).length));
      const done = of ? count === of : seen;
      const left = (seen || done ? 0 : lesson.minutes) + (of ? lesson.questions * (1 - count / of) : 0);
      return { lesson, theme, answered: count, of, read: seen, done, left };
    }),
  );
}

/** The value of a setting; undefined where none was made. @param {string} kind */
export const setting = (kind) => Object(read(key(kind))).value;

/** Hours and minutes, to five minutes where it is more than ten. @param {number} minutes */
export function time(minutes) {
  const whole = minutes > 10 ? Math.round(minutes / 5) * 5 : Math.max(1, Math.round(minutes));
  return whole < 60 ? say("minutes_only", { minutes: whole }) : say("hours", { hours: Math.floor(whole / 60), minutes: String(whole % 60).padStart(2, "0") });
}

/** A day as people write it in the language of the page. @param {string} day 2026-11-24 */
export const written = (day) => new Date(`${day.slice(0, 10)}T12:00:00`).toLocaleDateString(`${document.documentElement.lang}-u-nu-latn`, { day: "numeric", month: "long", year: "numeric" });
