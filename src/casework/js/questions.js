// All items below an element, for one model: a page's or a notebook's.

import { confirmed } from "./confirm.js";
import { wake } from "./item.js";
import { all, make } from "./node.js";
import { wording } from "./strings.js";

/**
 * @param {{model: import("./host.js").Model, el: HTMLElement, forms?: HTMLFormElement[]}} host
 * @returns {() => void} lets go of the model
 */
export function render({ model, el, forms = all(el, "form.item") }) {
  if (!forms.length) return () => {};
  const say = wording(model.get("strings"));
  const ids = forms.map((form) => String(form.dataset.item));
  const refreshers = forms.map((form) => wake(form, model, say));
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
    refreshers.forEach((refresher) => refresher(responses, hints));
    const answered = ids.filter((id) => responses[id] && responses[id].length).length;
    progress.textContent = say("progress", { answered, of: ids.length });
  }
  refresh();
  model.on("change:responses", refresh);
  model.on("change:hints", refresh);
  return () => {
    model.off("change:responses", refresh);
    model.off("change:hints", refresh);
  };
}
