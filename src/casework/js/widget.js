// Entry of notebooks: the kernel is the host. Python rendered and escaped the markup that comes in `html`.

import "./controls.js";
import { fold } from "./fold.js";
import { popovers } from "./law.js";
import { mark } from "./marking.js";
import { all } from "./node.js";
import { render as questions } from "./questions.js";
import { wording } from "./strings.js";

let views = 0;

/** @param {{model: import("./host.js").Model, el: HTMLElement}} host */
function render({ model, el }) {
  el.classList.add("casework");
  el.lang = model.get("language");
  el.dir = model.get("direction");
  el.innerHTML = model.get("html");
  separate(el, `-view${++views}`);
  popovers(el, async (ref) => model.get("law")[ref], wording(model.get("strings")));
  // the register is a page of the book: in a notebook the popover says what it says
  el.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a.law")) event.preventDefault();
  });
  return questions({ model, el });
}

/** One notebook may show an item twice, and ids are the document's. @param {HTMLElement} el @param {string} suffix */
function separate(el, suffix) {
  for (const attribute of ["id", "for", "aria-labelledby", "aria-describedby"]) {
    for (const node of all(el, `[${attribute}]`)) {
      const ids = String(node.getAttribute(attribute)).split(" ");
      node.setAttribute(attribute, ids.map((id) => id + suffix).join(" "));
    }
  }
}

export default { render };
export { fold, mark };
