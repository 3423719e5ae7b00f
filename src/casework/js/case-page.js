// A case, awake: decisions, draft, check, letter, debrief and keeping, for any host (a page's storage, a notebook's kernel).

import { wakeDecisions } from "./case-decisions.js";
import { formFields } from "./case-fields.js";
import { wakeKeep } from "./case-keep.js";
import { review } from "./case-review.js";
import { blank, blocks, judge, normalise, parse, sentences, write } from "./engine.js";
import { all, button, make } from "./node.js";
import { wording } from "./strings.js";

/**
 * @typedef {object} Host
 * @property {boolean} kept false where nothing will be kept
 * @property {() => any} load the kept record, null where there is none
 * @property {(record: any) => boolean} save null forgets; false where it was not kept
 * @property {() => Promise<{debrief: string, model: string} | null>} debrief
 * @property {(blocks: any[], language: string) => Promise<Uint8Array | null>} word
 * @param {HTMLElement} root
 * @param {Host} host
 */
export function wakeCase(root, host) {
  const data = JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".case-data")).textContent || "");
  const say = wording(data.words);
  const texts = /** @type {HTMLTemplateElement} */ (root.querySelector(".case-texts")).content;
  const record = readRecord(host.load(), data);
  let answer = record.answer;
  let checked = record.checked;
  root.classList.add("awake");
  all(root, ".needs-script").forEach((node) => node.remove());

  const progress = make("p.case-progress");
  const notice = make("p.item-notice", { role: "status", hidden: "" }, say("not_kept"));
  /** @type {HTMLElement} */ (root.querySelector(".case-opening")).append(shortCut(root, say), progress, notice);
  if (!host.kept) notice.hidden = false;

  const decisions = wakeDecisions(root, data.decisions, text, say, (id, value) => {
    answer = { ...answer, decisions: { ...answer.decisions, [id]: value } };
    record.tries[id] = [...(record.tries[id] || []), { value, at: new Date().toISOString() }];
    changed();
  });
  const draft = /** @type {HTMLElement} */ (root.querySelector(".draft"));
  const fields = formFields(draft, data.fields, say, () => {
    answer = { ...answer, request: fields.read() };
    changed();
  });
  const view = review(root, data, text, say, {
    sentences: (field) => sentences(String(answer.request[field] || "")),
    claim(id, claim) {
      const claims = { ...answer.claims };
      if (claim) claims[id] = claim;
      else delete claims[id];
      answer = { ...answer, claims };
      changed();
      view.show(judge(data, answer), true);
    },
  });
  draft.after(
    make("div.item-actions.check-draft", {}, button("primary", say("check_draft"), () => {
      checked = true;
      changed();
      view.show(judge(data, answer), true);
    })),
  );
  const debrief = wakeDebrief(root, say, host);
  wakeKeep(/** @type {HTMLElement} */ (root.querySelector(".case-keep")), data.slug, say, {
    text: () => write({ ...answer, language: data.language }, data),
    open,
    word: () => host.word(blocks(data, answer, wordsOfPaper(say)), data.language),
    restart() {
      answer = blank(data);
      record.tries = {};
      checked = false;
      host.save(null);
      refresh();
    },
  });
  refresh();

  /** A copy of a rendered text of the case. @param {string} name @param {string} [part] */
  function text(name, part) {
    const source = texts.querySelector(`[data-text="${name}"]${part ? ` > .criterion-${part}` : ""}`);
    const found = document.createDocumentFragment();
    if (source) found.append(...source.cloneNode(true).childNodes);
    return found;
  }

  function changed() {
    const kept = host.save({ v: 1, answer, tries: record.tries, checked });
    if (!kept) notice.hidden = false;
    count();
  }

  function count() {
    const made = data.decisions.filter((/** @type {any} */ d) => answer.decisions[d.id].length).length;
    const filled = data.fields.filter((/** @type {any} */ f) => JSON.stringify(answer.request[f.id]) !== JSON.stringify(f.default)).length;
    progress.textContent = `${say("progress_decisions", { done: made, of: data.decisions.length })} · ${say("progress_fields", { done: filled, of: data.fields.length })}`;
    debrief.ready(checked && made === data.decisions.length);
  }

  function refresh() {
    decisions.show(answer.decisions);
    fields.show(answer.request);
    if (checked) view.show(judge(data, answer), false);
    else view.clear();
    count();
  }

  /** @param {string} source @returns {string} the message to show */
  function open(source) {
    const { answer: found, problems } = parse(source, data);
    const values = problems.map((/** @type {any} */ problem) => problem.value).slice(0, 5).join(", ");
    if (!found) return say(problems[0].code, { value: problems[0].value });
    answer = found;
    checked = false;
    changed();
    refresh();
    return problems.length ? `${say("opened")} ${say("odd_values", { value: values })}` : say("opened");
  }
}

/** What a host kept, as far as it fits the case of today. @param {any} kept @param {any} data */
function readRecord(kept, data) {
  const valid = kept && kept.v === 1 && kept.answer && typeof kept.answer === "object";
  return {
    answer: valid ? normalise(kept.answer, data).answer : blank(data),
    tries: valid && kept.tries && typeof kept.tries === "object" && !Array.isArray(kept.tries) ? kept.tries : {},
    checked: valid ? kept.checked === true : false,
  };
}

/** @param {import("./strings.js").Say} say */
function wordsOfPaper(say) {
  return { to: say("paper_to"), yes: say("paper_yes"), no: say("paper_no"), blank: say("paper_blank") };
}

/** The cut of 45 minutes: stages that need more are put away. @param {HTMLElement} root @param {import("./strings.js").Say} say */
function shortCut(root, say) {
  const id = `${root.id}-short`;
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id }));
  box.addEventListener("change", () => {
    for (const node of all(root, '[data-short="false"]')) node.hidden = box.checked;
  });
  return make("p.short-cut.choice", {}, box, make("label", { for: id }, say("short_cut")));
}

/** @param {HTMLElement} root @param {import("./strings.js").Say} say @param {Host} host */
function wakeDebrief(root, say, host) {
  const place = /** @type {HTMLElement} */ (root.querySelector(".case-debrief"));
  const waits = make("p", {}, say("debrief_waits"));
  const open = button("primary", say("debrief_open"), async () => {
    const found = await host.debrief();
    if (!found) {
      waits.textContent = say("debrief_failed");
      waits.hidden = false;
      return;
    }
    const body = make("div.debrief-text", { tabindex: "-1" });
    // our own build rendered it from the course's files
    body.innerHTML = found.debrief;
    const model = make("details.model", {}, make("summary", {}, say("model")));
    model.insertAdjacentHTML("beforeend", found.model);
    place.replaceChildren(body, model);
    body.focus();
  });
  place.append(waits, make("div.item-actions", {}, open));
  return {
    /** @param {boolean} ready */
    ready(ready) {
      waits.hidden = ready;
      open.textContent = say(ready ? "debrief_open" : "debrief_anyway");
    },
  };
}
