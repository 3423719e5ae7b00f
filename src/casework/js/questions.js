// All items below an element, for one model: a page's or a notebook's.

import { confirmed } from "./confirm.js";
import { wake } from "./item.js";
import { all, button, make } from "./node.js";
import { wording } from "./strings.js";

/**
 * @param {{model: import("./host.js").Model, el: HTMLElement}} host
 * @returns {() => void} lets go of the model
 */
export function render({ model, el }) {
  /** @type {HTMLFormElement[]} */
  const forms = all(el, "form.item");
  if (!forms.length) return () => {};
  const say = wording(model.get("strings"));
  const ids = forms.map((form) => String(form.dataset.item));
  const refreshers = forms.map((form) => wake(form, model, say));
  const progress = make("p.item-progress");
  const again = button("forget", say("again"), () => {});
  forms[forms.length - 1].after(make("div.start-again", {}, progress, again));
  confirmed(again, say("again_sure"), () => {
    model.set("responses", without(model.get("responses"), ids));
    model.set("hints", without(model.get("hints"), ids));
    model.save_changes();
    return say("again_done");
  });

  function refresh() {
    refreshers.forEach((refresher) => refresher());
    const responses = model.get("responses");
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

/** @param {Record<string, any>} object @param {string[]} names */
function without(object, names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
