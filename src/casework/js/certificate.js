// Entry of the page that makes a certificate from what this browser keeps. The name is typed, shown and forgotten.

import { done } from "./completion.js";
import { PREFIX } from "./keys.js";
import { keptApart } from "./neighbour.js";
import { all, button, make } from "./node.js";
import { read, works } from "./store.js";
import { wording } from "./strings.js";

for (const root of all(document, ".certificate-page")) {
  const { rules, words } = JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".certificate-data")).textContent || "");
  const say = wording({ ...Object(window).caseworkStrings, ...words });
  const sheet = /** @type {HTMLElement} */ (root.querySelector(".certificate"));
  const status = make("p.certificate-status", { role: "status" });
  const name = /** @type {HTMLInputElement} */ (make("input", { id: "certificate-name", autocomplete: "off", maxlength: "120", "aria-describedby": "certificate-how", dir: "auto" }));
  const print = button("certificate-print", say("cert_print"), () => window.print());
  const form = make(
    "form.certificate-form", { novalidate: "" },
    make("label", { for: name.id }, say("cert_name")),
    make("p.how", { id: "certificate-how" }, say("cert_name_how")),
    name,
    make("div.item-actions", {}, button("primary", say("cert_make")), print),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = name.value.trim();
    if (!typed) {
      status.textContent = say("cert_name_missing");
      return name.focus();
    }
    fill("name", typed);
    sheet.hidden = print.hidden = false;
    alone(true);
    status.textContent = say("cert_made");
  });
  // a browser that keeps the page for "back" would keep the name with it
  addEventListener("pagehide", () => {
    name.value = "";
    sheet.hidden = true;
    alone(false);
    fill("name", "");
  });
  root.prepend(status, form, sheet);
  show();
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  addEventListener("casework:forgotten", show);

  function show() {
    const found = done(rules, (kind) => read(PREFIX + kind));
    for (const part of [...rules.lessons, rules.check, ...rules.cases]) {
      const state = /** @type {HTMLElement} */ (root.querySelector(`[data-page="${part.page}"] .part-state`));
      const isDone = part === rules.check ? found.check : [...found.lessons, ...found.cases].includes(part.page);
      const count = part.items.length && !isDone ? ` (${say("cert_questions", { tried: found.tried(part), of: part.items.length })})` : "";
      state.textContent = say(isDone ? "cert_done" : "cert_open") + count;
      state.classList.toggle("is-done", isDone);
    }
    form.hidden = !found.complete;
    if (!found.complete) {
      sheet.hidden = true;
      alone(false);
    }
    print.hidden = sheet.hidden;
    const trouble = !works() ? "not_kept" : keptApart() ? "kept_apart" : "";
    status.textContent = trouble ? say(trouble) : sheet.hidden ? say(found.complete ? "cert_ready" : "cert_not_yet") : status.textContent;
    fill("date", new Date().toISOString().slice(0, 10));
    fill("estimated", say("path_hours", { hours: Math.floor(found.minutes / 60), minutes: String(found.minutes % 60).padStart(2, "0") }));
  }

  /** On paper the certificate stands alone. @param {boolean} is */
  function alone(is) {
    for (let node = sheet; node !== document.body && node.parentElement; node = node.parentElement) {
      for (const other of node.parentElement.children) if (other !== node) other.classList.toggle("not-printed", is);
    }
  }

  /** @param {string} which @param {string} text */
  function fill(which, text) {
    /** @type {HTMLElement} */ (sheet.querySelector(`[data-fill=${which}]`)).textContent = text;
  }
}
