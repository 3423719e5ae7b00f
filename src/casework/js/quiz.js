// Items of a page: the page is the host.

import { fold } from "./fold.js";
import { pageModel } from "./host.js";
import { mark } from "./marking.js";
import { keptApart } from "./neighbour.js";
import { all, make } from "./node.js";
import { render } from "./questions.js";
import { works } from "./store.js";
import { wording } from "./strings.js";

const strings = Object(window).caseworkStrings || {};
const course = document.documentElement.dataset.course || "";
// a check keeps its feedback to the end, and has a script of its own
const forms = /** @type {HTMLFormElement[]} */ (all(document, "form.item")).filter((form) => !form.closest(".check"));

if (forms.length) {
  const say = wording(strings);
  const model = pageModel(course, forms.map((form) => String(form.dataset.item)), strings);
  let noticed = false;
  const notice = (/** @type {string} */ name, /** @type {Element} */ before) => {
    if (!noticed) before.before(make("p.item-notice", { role: "status" }, say(name)));
    noticed = true;
  };
  model.on("unkept", () => {
    const form = document.activeElement && document.activeElement.closest("form.item");
    notice("not_kept", (form && form.querySelector(".item-actions")) || forms[0]);
  });
  if (!works(course)) notice("not_kept", forms[0]);
  else if (keptApart(course)) notice("kept_apart", forms[0]);
  render({ model, el: document.body, forms });
}

// for the tests, which feed both sides the same responses
Object(window).caseworkQuiz = { fold, mark };
