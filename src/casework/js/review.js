// Entry of the review page: the questions that come back today, answered here; the days to come, for a calendar and for paper.

import { lessonOf, say, setting, triesByItem, written } from "./course-map.js";
import { key } from "./keys.js";
import { all, make } from "./node.js";
import { notices } from "./notices.js";
import { planned } from "./review-plan.js";
import { reviewing } from "./review-items.js";
import { day, dueToday, fixed } from "./schedule.js";
import { write } from "./store.js";

const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const AT_ONCE = 10;
const root = Object(window);

/** A sibling script; nothing else loads from a file. @param {string} name @returns {Promise<void>} */
function load(name) {
  return new Promise((done) => {
    const script = make("script", { src: new URL(name, here).href });
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });
}

for (const el of all(document, ".review-page")) wakeReview(el);

/** @param {HTMLElement} el */
async function wakeReview(el) {
  notices(/** @type {HTMLElement} */ (document.querySelector("article")), say);
  const status = make("p.review-status", { role: "status" });
  const items = make("div.review-items");
  const plan = make("section.review-plan");
  el.replaceChildren(choice(), status, items, plan);
  await show();
  addEventListener("casework:forgotten", show);

  async function show() {
    const adaptive = setting("plan") === "fsrs";
    if (adaptive && !root.caseworkFsrs) await load("fsrs.js");
    const days = (adaptive && root.caseworkFsrs) || fixed;
    const tries = [...triesByItem()].filter(([ref]) => lessonOf.has(ref));
    const questions = tries.map(([ref, some]) => ({ ref, tries: some, days: days(some) }));
    const today = day(Date.now());
    const due = dueToday(questions, today);
    const next = questions.flatMap((one) => one.days.slice(0, 1)).sort()[0];
    const said = [adaptive && !root.caseworkFsrs ? say("plan_failed") : ""];
    if (due.length) said.push(due.length === 1 ? say("due_one") : say("due", { count: due.length }));
    else said.push(say("due_none"), next ? say("due_next", { day: written(next) }) : questions.length ? "" : say("due_never"));
    status.textContent = said.filter(Boolean).join(" ");
    plan.replaceChildren(...planned(questions, today));
    items.replaceChildren();
    more(due.map((one) => one.ref), items);
  }

  /** The next questions, and a button for those after them. @param {string[]} due @param {HTMLElement} place */
  async function more(due, place) {
    const [now, later] = [due.slice(0, AT_ONCE), due.slice(AT_ONCE)];
    const missing = [...new Set(now.map((ref) => ref.split("/")[0]))].filter((theme) => !Object.keys(root.caseworkReview || {}).some((ref) => ref.startsWith(`${theme}/`)));
    await Promise.all(missing.map((theme) => load(`review-${theme}.js`)));
    const forms = root.caseworkReview || {};
    place.append(...reviewing(now.filter((ref) => ref in forms), forms));
    if (now.some((ref) => !(ref in forms))) place.append(make("p.item-notice", {}, say("items_failed")));
    if (!later.length) return;
    const button = make("button.review-more", { type: "button" }, say("more", { count: Math.min(AT_ONCE, later.length) }));
    button.addEventListener("click", async () => {
      const count = place.children.length - 1;
      button.remove();
      await more(later, place);
      const first = /** @type {HTMLElement | undefined} */ (place.children[count]);
      if (first) first.focus();
    });
    place.append(button);
  }

  /** Which plan; the adaptive one's script comes when somebody wants it. */
  function choice() {
    const box = make("fieldset.review-choice", {}, make("legend", {}, say("plan_choose")));
    for (const [value, word] of [["fixed", "plan_fixed"], ["fsrs", "plan_adaptive"]]) {
      const input = /** @type {HTMLInputElement} */ (make("input", { type: "radio", name: "plan", value, id: `plan-${value}` }));
      input.checked = (setting("plan") === "fsrs") === (value === "fsrs");
      input.addEventListener("change", () => {
        write(key("plan"), { v: 1, value, at: new Date().toISOString() });
        void show();
      });
      box.append(make("p.review-plan-kind", {}, input, make("label", { for: input.id }, say(word))));
    }
    box.append(make("p.progress-how", {}, say("plan_how")));
    return box;
  }
}
