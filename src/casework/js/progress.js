// Entry of the page My progress: where one stands, what the checks and one's own certainty say, taking it along, erasing it.

import { address, map, say, standings, time, triesByItem } from "./course-map.js";
import { all, make } from "./node.js";
import { notices } from "./notices.js";
import { merged } from "./progress-merge.js";
import { notesOf, versionsOf } from "./progress-notes.js";
import { checks, readAgain } from "./progress-results.js";
import { parsed } from "./progress-read.js";
import { calibration, sureAndWrongList } from "./progress-sure.js";
import { takeAlong, thisComputer } from "./progress-keep.js";
import { calendar } from "./calendar.js";
import { dueToday, fixed } from "./schedule.js";

const article = /** @type {HTMLElement} */ (document.querySelector("article"));
for (const root of all(document, ".progress-page")) {
  notices(article, say);
  const told = make("div.progress-shown");
  const keeping = make("div.progress-keeping");
  root.replaceChildren(told, keeping);
  const show = () => {
    const tries = triesByItem();
    told.replaceChildren(
      section("where", ...standing(tries)), section("checks", ...checks()), section("sure", ...calibration(tries), ...sureAndWrongList(tries)),
      ...[section("read_again", ...readAgain(tries)), section("versions", ...versionsOf(show))].filter((one) => one.children.length > 1), section("notes", ...notesOf()),
    );
  };
  show();
  keeping.append(section("take_along", ...takeAlong(show)), section("this_computer", ...thisComputer(show)));
  addEventListener("casework:forgotten", show);
}

/** @param {string} name @param {...Node} nodes */
function section(name, ...nodes) {
  return make("section.progress-part", { "aria-labelledby": `part-${name}` }, make("h2", { id: `part-${name}` }, say(name)), ...nodes);
}

/** @param {Map<string, import("./host.js").Try[]>} tries @returns {Node[]} */
function standing(tries) {
  const lessons = standings(new Set(tries.keys()));
  const core = lessons.filter((one) => one.lesson.core && !one.done);
  const numbers = (/** @type {typeof lessons} */ some) => ({
    lessons: say("of", { score: some.filter((one) => one.done).length, of: some.length }),
    questions: say("of", { score: some.reduce((n, one) => n + one.answered, 0), of: some.reduce((n, one) => n + one.of, 0) }),
  });
  const rows = map.themes.map((theme) => {
    const { lessons: done, questions } = numbers(lessons.filter((one) => one.theme === theme));
    return make("tr", {}, make("th", { scope: "row" }, make("a", { href: address(theme.page) }, theme.title)), make("td", {}, done), make("td", {}, questions));
  });
  const sum = numbers(lessons);
  const left = core.reduce((total, one) => total + one.left, 0);
  const heads = ["theme", "lessons", "questions"].map((name) => make("th", { scope: "col" }, say(name)));
  return [
    make("p.progress-core", {}, left ? say("core_left", { time: time(left) }) : say("path_done")),
    make("div.table-wrapper", { tabindex: "0", role: "group", "aria-label": say("where") }, make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows),
      make("tfoot", {}, make("tr", {}, make("th", { scope: "row" }, say("in_all")), make("td", {}, sum.lessons), make("td", {}, sum.questions))))),
  ];
}

// for the tests, which give them thousands of records
Object(window).caseworkProgress = { parsed, merged, fixed, dueToday, calendar };
