// Questions that come back: their own forms, empty again; what is answered is added to the same record as in the lesson.

import { address, lessonOf, say } from "./course-map.js";
import { pageModel } from "./host.js";
import { dress, wake } from "./item.js";
import { make } from "./node.js";

/**
 * @param {string[]} refs @param {Record<string, string>} forms their markup, by item
 * @returns {HTMLElement[]} one box a question
 */
export function reviewing(refs, forms) {
  const model = reviewModel(refs);
  const refreshers = /** @type {ReturnType<typeof wake>[]} */ ([]);
  const boxes = refs.map((ref) => {
    const holder = make("template");
    // our own build rendered and escaped it from the course's files
    /** @type {HTMLTemplateElement} */ (holder).innerHTML = forms[ref];
    const form = /** @type {HTMLFormElement} */ (/** @type {HTMLTemplateElement} */ (holder).content.firstElementChild);
    form.dataset.certainty = "";
    dress(form, say);
    refreshers.push(wake(form, model, say));
    const lesson = lessonOf.get(ref);
    const from = say("from_lesson", { title: "\u0000" }).split("\u0000");
    const link = lesson ? make("a", { href: address(lesson.page) }, lesson.title) : ref;
    return make("div.review-item", { tabindex: "-1" }, make("p.review-from", {}, from[0], link, from[1] || ""), form);
  });
  const refresh = () => refreshers.forEach((refresher) => refresher(model.get("responses"), {}));
  refresh();
  model.on("change:responses", refresh);
  return boxes;
}

/** The record of each item as if it began now: earlier tries stay in it and are not shown. @param {string[]} refs @returns {import("./host.js").Model} */
function reviewModel(refs) {
  const inner = pageModel(refs, {});
  const opened = new Date().toISOString();
  const split = () => {
    /** @type {Record<string, import("./host.js").Try[]>} */
    const responses = inner.get("responses");
    const part = (/** @type {boolean} */ mine) => Object.fromEntries(refs.map((ref) => [ref, responses[ref].filter((one) => one.at >= opened === mine)]));
    return { before: part(false), now: part(true) };
  };
  return {
    ...inner,
    get: (name) => (name === "responses" ? split().now : {}),
    set(name, value) {
      if (name !== "responses") return; // a hint that was shown here is not counted
      const { before } = split();
      inner.set(name, Object.fromEntries(refs.map((ref) => [ref, [...before[ref], ...(value[ref] || [])]])));
    },
  };
}
