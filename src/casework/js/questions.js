// All items below an element, for one model: a page's or a notebook's.

import { confirmed } from "./confirm.js";
import { dress, restless, wake } from "./item.js";
import { all, make } from "./node.js";
import { wording } from "./strings.js";

const TOUCHES = ["focusin", "pointerdown", "click", "input", "change", "submit", "certainty"];

/**
 * @param {{model: import("./host.js").Model, el: HTMLElement, forms?: HTMLFormElement[]}} host
 * @returns {() => void} lets go of the model
 */
export function render({ model, el, forms = all(el, "form.item") }) {
  if (!forms.length) return () => {};
  const say = wording(model.get("strings"));
  const ids = forms.map((form) => String(form.dataset.item));
  /** @type {Map<HTMLFormElement, ReturnType<typeof wake>>} */
  const awake = new Map();
  const rouse = (/** @type {HTMLFormElement} */ form) => {
    const show = awake.get(form) || wake(form, model, say);
    awake.set(form, show);
    return show;
  };
  forms.forEach((form) => dress(form, say));
  forms.filter(restless).forEach(rouse);
  // most forms of a page are looked at and left: each is woken by its first touch, before the touch reaches it
  const touched = (/** @type {Event} */ event) => {
    const form = event.target instanceof Element && /** @type {HTMLFormElement | null} */ (event.target.closest("form.item"));
    if (form && forms.includes(form) && !awake.has(form)) {
      rouse(form)({}, {}); // as it looks: what another tab has kept since comes with the next answer
    }
  };
  for (const kind of TOUCHES) el.addEventListener(kind, touched, true);
  const progress = make("p.item-progress");
  const again = /** @type {HTMLButtonElement} */ (make("button", { type: "button" }, say("again")));
  forms[forms.length - 1].after(make("div.start-again", {}, progress, again));
  confirmed(again, say("again_sure"), () => {
    for (const [name, nothing] of /** @type {[string, any][]} */ ([["responses", []], ["hints", 0]])) {
      model.set(name, { ...model.get(name), ...Object.fromEntries(ids.map((id) => [id, nothing])) });
    }
    model.save_changes();
    return say("again_done");
  });

  function refresh() {
    const [responses, hints] = [model.get("responses"), model.get("hints")];
    forms.forEach((form, place) => {
      if ((responses[ids[place]] || []).length || hints[ids[place]]) rouse(form);
    });
    awake.forEach((show) => show(responses, hints));
    const answered = ids.filter((id) => responses[id] && responses[id].length).length;
    progress.textContent = say("progress", { answered, of: ids.length });
  }
  refresh();
  model.on("change:responses", refresh);
  model.on("change:hints", refresh);
  return () => {
    model.off("change:responses", refresh);
    model.off("change:hints", refresh);
    for (const kind of TOUCHES) el.removeEventListener(kind, touched, true);
  };
}
