// Entry for notebooks: a case whose host is the kernel.

import { wakeLedger } from "./case-ledger.js";
import { wakeCase } from "./case-page.js";
import { fill } from "./docx.js";
import * as engine from "./engine.js";
import { popovers } from "./law.js";
import { wording } from "./strings.js";

/** @param {{model: any, el: HTMLElement}} host */
function render({ model, el }) {
  el.classList.add("casework");
  el.dir = model.get("direction");
  el.lang = model.get("language");
  // rendered and escaped by Python
  el.innerHTML = model.get("html");
  popovers(el, async (ref) => model.get("law")[ref], wording(model.get("strings")));
  wakeCase(/** @type {HTMLElement} */ (el.querySelector("div.case")), {
    notice: model.get("notice"),
    load: () => model.get("record"),
    save(record) {
      model.set("record", record);
      model.save_changes();
      return true;
    },
    engine: async () => engine,
    criteria: async () => model.get("criteria"),
    debrief: async () => model.get("debrief"),
    ledger: async () => (model.get("ledger") ? { data: model.get("ledger"), wake: wakeLedger } : null),
    word: async (blocks, language) => fill(Uint8Array.from(atob(model.get("template")), (c) => c.charCodeAt(0)), blocks, language),
  });
}

export default { render };
