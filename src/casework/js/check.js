// Entry of a check's page: all answers first, then the mark, in all and by skill, and what to read again.

import "./controls.js";
import { certainty } from "./certainty.js";
import { confirmed } from "./confirm.js";
import { clearParts, showOutcome, showParts } from "./feedback.js";
import { mark } from "./marking.js";
import { key } from "./keys.js";
import { all, button, make } from "./node.js";
import { responseOf } from "./response.js";
import { drop, putAside, read, write } from "./store.js";
import { wording } from "./strings.js";

/**
 * A draft until it is finished, then a result; earlier results stay. `v` is the record's shape.
 * @typedef {{response: any, certainty?: string, at?: string}} Given
 * @typedef {{at: string, score: number, of: number, right: string[], skills: Record<string, number>, answers: Record<string, Given>}} Result
 * @typedef {{v: 1, draft: Record<string, Given>, results: Result[], again?: boolean}} Record_ `again`: a new round has begun
 */

const SKILLS = ["channel", "drafting", "safeguards"];

for (const root of all(document, ".check")) wakeCheck(root);

/** @param {HTMLElement} root */
function wakeCheck(root) {
  const data = JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".check-data")).textContent || "");
  const say = wording({ ...Object(window).caseworkStrings, ...data.words });
  const name = key("check", data.form);
  /** @type {HTMLFormElement[]} */
  const forms = all(root, "form.item");
  const kept = read(name);
  const valid = kept && kept.v === 1 && Object(kept.draft) === kept.draft && Array.isArray(kept.results);
  if (kept && !valid) putAside(name);
  /** @type {Record_} */
  const record = valid ? kept : { v: 1, draft: {}, results: [] };
  const count = make("p.check-count", { role: "status" });
  const result = make("section.check-result", { tabindex: "-1", hidden: "", "aria-labelledby": `check-${data.form}-result` });
  const finish = button("primary.check-finish", say("finish"), finished);
  const again = button("check-again", say("take_again"));
  const bar = make("div.item-actions.check-bar", {}, count, finish, again);
  root.prepend(result);
  root.append(bar);
  let warned = false;

  const items = forms.map((form) => {
    const marking = JSON.parse(form.dataset.key || "");
    const id = String(form.dataset.item);
    const response = responseOf(form, marking.kind, say);
    const sure = "certainty" in form.dataset ? certainty(form, say) : null;
    const details = /** @type {HTMLElement} */ (form.querySelector(".item-key"));
    const outcome = make("div.item-outcome", {});
    details.before(...(sure ? [sure.box] : []), outcome);
    const given = () => ({ response: response.read(), ...(sure && sure.read() ? { certainty: sure.read() } : {}) });
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const kind of ["input", "change"]) form.addEventListener(kind, () => changed(id, given()));
    return { form, key: marking, id, response, sure, details, outcome };
  });

  confirmed(again, say("take_again_sure"), () => {
    record.draft = {};
    record.again = true;
    keep();
    show();
    forms[0].scrollIntoView();
    return "";
  });
  show();

  /** @param {string} id @param {Given} value */
  function changed(id, value) {
    record.draft[id] = { ...value, at: new Date().toISOString() };
    warned = false;
    keep();
    tally();
  }

  function keep() {
    write(name, record);
  }

  /** @param {typeof items[0]} item */
  function isAnswered(item) {
    const value = record.draft[item.id];
    return Boolean(value) && !["unanswered", "malformed"].includes(mark(item.key, value.response).verdict);
  }

  function tally() {
    const answered = items.filter(isAnswered).length;
    count.textContent = say("check_progress", { answered, of: items.length });
  }

  /** Questions that are left open are counted as not right; the first press says how many there are. */
  function finished() {
    const open = items.filter((item) => !isAnswered(item));
    if (open.length && !warned) {
      warned = true;
      count.textContent = say("check_open", { open: open.length });
      return open[0].response.first().focus();
    }
    /** @type {Record<string, number>} */
    const skills = Object.fromEntries(SKILLS.map((skill) => [skill, 0]));
    /** @type {string[]} */
    const right = [];
    for (const { id, key } of items) {
      const marked = mark(key, (record.draft[id] || { response: null }).response);
      if (marked.verdict !== "correct") continue;
      right.push(id);
      skills[data.items[id].skill] += 1;
    }
    record.results.push({ at: new Date().toISOString(), score: right.length, of: items.length, right, skills, answers: record.draft });
    record.draft = {};
    record.again = false;
    keep();
    show();
    result.focus();
    result.scrollIntoView();
  }

  /** The last result where nothing has been begun since, else the draft. */
  function show() {
    const last = record.results[record.results.length - 1];
    const done = Boolean(last) && !Object.keys(record.draft).length && !record.again;
    const answers = done ? last.answers : record.draft;
    for (const { form, key, id, response, sure, details, outcome } of items) {
      const value = answers[id] || { response: null };
      const marked = mark(key, value.response);
      const fits = !["malformed", "unanswered"].includes(marked.verdict);
      clearParts(form);
      outcome.replaceChildren();
      outcome.className = "item-outcome";
      response.show(fits ? value.response : null);
      if (sure) sure.show(value.certainty, done);
      /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset")).disabled = done;
      form.dataset.state = done ? "answered" : "open";
      details.hidden = !done;
      if (!done) continue;
      if (fits) showParts(form, marked, say);
      if (fits) showOutcome(outcome, form, marked, 1, say);
      else outcome.append(make("p.item-result", {}, say("part_unanswered")));
    }
    finish.hidden = count.hidden = done;
    again.hidden = !done;
    result.hidden = !done;
    if (done) result.replaceChildren(...report(last));
    tally();
  }

  /** @param {Result} last @returns {HTMLElement[]} */
  function report(last) {
    const each = items.length / SKILLS.length;
    const wrong = items.filter(({ id, key }) => mark(key, (last.answers[id] || { response: null }).response).verdict !== "correct");
    /** @type {Map<string, string>} */
    const reads = new Map(wrong.map(({ id }) => [data.items[id].read.href, data.items[id].read.title]));
    const rows = SKILLS.map((skill) => make("li", {}, make("b", {}, say(`skill_${skill}`)), ` ${say("of", { score: last.skills[skill], of: each })}`));
    const found = [
      make("h2", { id: `check-${data.form}-result` }, say("result")),
      make("p.check-score", {}, say("of", { score: last.score, of: items.length })),
      make("ul.check-skills", {}, ...rows),
    ];
    found.push(...compared(last));
    const sure = wrong.filter(({ id }) => (last.answers[id] || { certainty: "" }).certainty === "sure");
    if (sure.length) {
      const links = sure.map(({ form }) => make("li", {}, make("a", { href: `#${form.id}` }, (form.querySelector(".item-number") || form).textContent || "")));
      found.push(make("h3", {}, say("sure_wrong")), make("ul", {}, ...links));
    }
    if (reads.size) {
      const links = [...reads].map(([href, title]) => make("li", {}, make("a", { href }, title)));
      found.push(make("h3", {}, say("read_again")), make("ul", {}, ...links));
    }
    found.push(make("p.check-note", {}, say("check_note")));
    return found;
  }

  /** Beside the other form's first result: is the change clear? First tries only. @param {Result} last */
  function compared(last) {
    const other = read(key("check", data.form === "a" ? "b" : "a"));
    const first = other && Array.isArray(other.results) && other.results[0];
    const mine = record.results[0];
    const notes = record.results.length > 1 ? [make("p", {}, say("first_time", { score: mine.score, of: items.length }))] : [];
    if (!first || !mine) return notes;
    const [start, end] = data.form === "b" ? [first, mine] : [mine, first];
    const change = end.score - start.score;
    const word = Math.abs(change) >= data.clear ? (change > 0 ? "change_clear_up" : "change_clear_down") : "change_unclear";
    const line = say("both", { start: start.score, end: end.score, of: items.length });
    return [...notes, make("p.check-both", {}, `${line} ${say(word, { clear: data.clear })}`)];
  }

  addEventListener("casework:forgotten", () => {
    Object.assign(record, { draft: {}, results: [], again: false });
    drop(name);
    show();
  });
}
