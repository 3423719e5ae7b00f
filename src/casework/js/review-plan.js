// The days to come: a table with boxes to tick, a calendar file, a print.

import { lessonOf, say, written } from "./course-map.js";
import { calendar } from "./calendar.js";
import { download } from "./download.js";
import { course } from "./keys.js";
import { button, make } from "./node.js";

const MOST = 4; // lessons that a day names

/**
 * @typedef {{ref: string, tries: import("./host.js").Try[], days: string[]}} Question
 * @param {Question[]} questions @param {string} today
 * @returns {Node[]}
 */
export function planned(questions, today) {
  /** @type {Map<string, string[]>} */
  const byDay = new Map();
  for (const { ref, days } of questions) {
    // what should have come back before comes back today, once
    for (const day of new Set(days.map((one) => (one < today ? today : one)))) byDay.set(day, [...(byDay.get(day) || []), ref]);
  }
  const days = [...byDay.keys()].sort();
  if (!days.length) return [];
  const lessons = (/** @type {string} */ day) => {
    const titles = [...new Set((byDay.get(day) || []).flatMap((ref) => (lessonOf.get(ref) || { title: [] }).title))];
    return [...titles.slice(0, MOST), ...(titles.length > MOST ? [say("plan_more", { count: titles.length - MOST })] : [])].join("; ");
  };
  const size = (/** @type {string} */ day) => (byDay.get(day) || []).length;
  const heads = ["plan_day", "plan_count", "plan_lessons", "plan_tick"].map((name) => make("th", { scope: "col" }, say(name)));
  const rows = days.map((day) =>
    make("tr", {}, make("th", { scope: "row" }, make("time", { datetime: day }, written(day))), make("td", {}, String(size(day))), make("td", {}, lessons(day)),
      make("td.tick", {}, make("span", { "aria-hidden": "true" }, "☐"))));
  const table = make("div.table-wrapper", { tabindex: "0", role: "group", "aria-label": say("plan") }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
  const save = button("calendar", say("calendar"), () => {
    const events = days.map((day) => ({ day, summary: say("calendar_summary", { count: size(day) }), description: say("calendar_text", { lessons: lessons(day) }) }));
    const stamp = questions.flatMap(({ tries }) => tries.map(({ at }) => at)).sort().pop() || "";
    download(calendar(course, events, stamp), "text/calendar;charset=utf-8", "review.ics");
  });
  return [
    make("h2", { id: "review-plan" }, say("plan")), table,
    make("div.item-actions", {}, save, button("print-plan", say("print_plan"), () => window.print())), make("p.progress-how", {}, say("calendar_how")),
  ];
}
