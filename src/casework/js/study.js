// Entry of lessons, checks and cases: where the learner is, how sure, a note of one's own, and what this browser keeps of it all.

import { key } from "./keys.js";
import { notices } from "./notices.js";
import { all, make } from "./node.js";
import { drop, read, write } from "./store.js";
import { wording } from "./strings.js";

const say = wording(Object(window).caseworkStrings);
const page = document.documentElement.dataset.page || "";
const article = /** @type {HTMLElement} */ (document.querySelector("article"));
const now = () => new Date().toISOString();

notices(article, say);
write(key("place"), { v: 1, value: page, at: now() });

/** @type {HTMLFormElement[]} */
const forms = all(article, "form.item-check");
if (forms.length && !forms[0].closest(".check")) askHowSure(forms);
if (document.querySelector(".lesson-strip") && !document.querySelector("div.check")) note();

/** A switch before the questions; whoever always wants to be asked is asked in every lesson. @param {HTMLFormElement[]} asked */
function askHowSure(asked) {
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", role: "switch", id: "ask-certainty" }));
  box.checked = Object(read(key("certainty"))).value === true;
  asked[0].before(make("p.ask-certainty", {}, box, make("label", { for: box.id }, say("certainty_switch"))));
  const follow = () =>
    asked.forEach((form) => {
      if (box.checked) form.dataset.certainty = "";
      else delete form.dataset.certainty;
      form.dispatchEvent(new Event("certainty"));
    });
  box.addEventListener("change", () => {
    write(key("certainty"), { v: 1, value: box.checked, at: now() });
    follow();
  });
  if (box.checked) follow();
}

/** A text of one's own at the lesson's end; whoever comes so far has read the lesson. */
function note() {
  const name = key("note", page);
  const kept = Object(read(name));
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", { id: "lesson-note", rows: "3", maxlength: "5000", dir: "auto", "aria-describedby": "note-how" }));
  text.value = typeof kept.text === "string" ? kept.text : "";
  const others = (Array.isArray(kept.others) ? kept.others : []).map((/** @type {any} */ other) => make("blockquote", { dir: "auto" }, String(Object(other).text)));
  const box = make("section.lesson-note", {}, make("label", { for: text.id }, say("note")), text, make("p.note-how", { id: "note-how" }, say("note_how")), ...others);
  article.append(box);
  text.addEventListener("change", () => {
    const before = Object(read(name));
    if (text.value.trim() || others.length) write(name, { ...before, v: 1, text: text.value, at: now() });
    else drop(name);
  });
  addEventListener("casework:forgotten", () => {
    text.value = "";
    others.forEach((/** @type {HTMLElement} */ other) => other.remove());
  });
  if (read(key("read", page)) || !window.IntersectionObserver) return;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    write(key("read", page), { v: 1, at: now() });
  });
  seen.observe(box);
}
