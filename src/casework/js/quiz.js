// Items of a page: the page is the host.

import { fold } from "./fold.js";
import { pageModel } from "./host.js";
import { mark } from "./marking.js";
import { all } from "./node.js";
import { render } from "./questions.js";

const strings = Object(window).caseworkStrings || {};
// a check keeps its feedback to the end, and the review brings questions back: both have scripts of their own
const forms = /** @type {HTMLFormElement[]} */ (all(document, "form.item")).filter((form) => !form.closest(".check"));

if (forms.length) render({ model: pageModel(forms.map((form) => String(form.dataset.item)), strings), el: document.body, forms });

// for the tests, which feed both sides the same responses
Object(window).caseworkQuiz = { fold, mark };
