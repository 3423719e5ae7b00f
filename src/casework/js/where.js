// Entry of the first page and of a theme's: where the learner stands, where to go on, how long it takes.

import { address, lessonAt, map, say, setting, standings, time, triesByItem } from "./course-map.js";
import { key } from "./keys.js";
import { make } from "./node.js";
import { dueToday, day, fixed } from "./schedule.js";
import { write } from "./store.js";

/** @typedef {import("./course-map.js").Standing} Standing */

const page = document.documentElement.dataset.page || "";
const article = /** @type {HTMLElement} */ (document.querySelector("article"));
const theme = map.themes.find((one) => one.page === page);
const box = make("section.where", { "aria-label": say("where") });

if (theme) /** @type {HTMLElement} */ (article.querySelector(".lesson-strip")).after(box);
else (article.querySelector(".welcome") || /** @type {HTMLElement} */ (article.querySelector("h1"))).after(box);

function show() {
  const tries = triesByItem();
  const all = standings(new Set(tries.keys()));
  box.replaceChildren(...(theme ? ofTheme(all.filter((one) => one.theme === theme)) : ofCourse(all, tries)));
}

/** @param {number} minutes @param {string} word */
const left = (minutes, word) => make("span.where-left", {}, say(word, { time: time(minutes) }));
/** @param {Standing[]} some */
const sum = (some) => some.reduce((total, one) => total + one.left, 0);
/** @param {Standing[]} some */
function counted(some) {
  const [answered, of] = [some.reduce((n, one) => n + one.answered, 0), some.reduce((n, one) => n + one.of, 0)];
  const bar = make("progress.where-bar", { value: String(answered), max: String(of || 1), "aria-label": say("answered", { answered, of }) });
  return { answered, of, nodes: [make("span.where-count", {}, say("answered", { answered, of })), bar] };
}

/** A lesson or a theme, and how far it is done. @param {boolean} done @param {{page: string, title: string}} to @param {string} state */
function row(done, to, state) {
  return make(done ? "li.done" : "li", {}, make("a", { href: address(to.page) }, to.title), " ", make("span.where-state", {}, state));
}

/** @param {Standing[]} lessons @returns {Node[]} */
function ofTheme(lessons) {
  const { answered, nodes } = counted(lessons);
  const line = make("p.where-line", {}, ...nodes, ...(sum(lessons) >= 1 ? [left(sum(lessons), "theme_left")] : []));
  if (!answered && !lessons.some((one) => one.read)) return [line];
  const rows = lessons.filter((one) => one.of && one.lesson.page !== page).map((one) =>
    row(one.done, one.lesson, one.done ? say("done") : say("of", { score: one.answered, of: one.of })));
  return [line, make("ul.where-lessons", {}, ...rows)];
}

/** @param {Standing[]} all @param {Map<string, import("./host.js").Try[]>} tries @returns {Node[]} */
function ofCourse(all, tries) {
  const core = all.filter((one) => one.lesson.core);
  const role = String(setting("role") || "");
  const mine = role ? all.filter((one) => one.lesson.core || !one.lesson.roles || one.lesson.roles.includes(role)) : core;
  const place = lessonAt.get(setting("place")) || map.cases.find((one) => one.page === setting("place"));
  const next = [...core, ...mine].find((one) => !one.done);
  const links = [];
  if (place) links.push(make("a.where-go", { href: address(place.page) }, say("continue", { title: place.title })));
  if (next && (!place || next.lesson.page !== place.page)) {
    links.push(make(place ? "a" : "a.where-go", { href: address(next.lesson.page) }, say(place ? "next_on_path" : "begin", { title: next.lesson.title })));
  }
  const questions = [...tries].map(([ref, some]) => ({ ref, tries: some, days: fixed(some) }));
  const due = setting("plan") === "fsrs" ? 0 : dueToday(questions, day(Date.now())).length;
  links.push(make("a", { href: address("book/progress") }, say("my_progress")));
  links.push(make("a", { href: address("book/review") }, due ? say("review_today", { count: due }) : say("review")));

  const select = /** @type {HTMLSelectElement} */ (make("select", { id: "where-role" }, make("option", { value: "" }, say("role_all"))));
  for (const [value, text] of map.roles) select.append(make("option", { value }, text));
  select.value = role;
  select.addEventListener("change", () => {
    write(key("role"), { v: 1, value: select.value, at: new Date().toISOString() });
    show();
    /** @type {HTMLElement} */ (document.getElementById("where-role")).focus();
  });
  const choose = make("p.where-role", {}, make("label", { for: select.id }, say("role_choose")), select, make("a", { href: address("book/paths") }, say("your_path")));
  const { nodes, answered } = counted(all);
  const times = [core.some((one) => !one.done) ? left(sum(core), "core_left") : make("span.where-left", {}, say("path_done")), ...(role ? [left(sum(mine), "role_left")] : [])];
  const line = make("p.where-line", {}, ...(answered ? nodes : []), ...times);
  const found = [make("p.where-links", {}, ...links), line, choose];
  return answered ? [...found, themes(all)] : found;
}

/** @param {Standing[]} all */
function themes(all) {
  const rows = map.themes.map((one) => {
    const { answered, of } = counted(all.filter((standing) => standing.theme === one));
    return row(Boolean(of) && answered === of, one, say("of", { score: answered, of }));
  });
  return make("details.where-themes", {}, make("summary", {}, say("by_theme")), make("ul.where-lessons", {}, ...rows));
}

show();
// another tab answered, or everything was forgotten
addEventListener("storage", show);
addEventListener("casework:forgotten", show);
