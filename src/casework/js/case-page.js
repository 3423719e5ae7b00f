// A case, awake: decisions, draft, check, letter, debrief and keeping, for any host (a page's storage, a notebook's kernel).

import { blank, normalise } from "./answers.js";
import { wakeBranches } from "./case-branches.js";
import { wakeDebrief } from "./case-debrief.js";
import { wakeDecisions } from "./case-decisions.js";
import { formFields } from "./case-fields.js";
import { wakeKeep } from "./case-keep.js";
import { ledgerStage } from "./case-ledger-stage.js";
import { papersAtHand } from "./case-papers.js";
import { review } from "./case-review.js";
import { wakeTeam } from "./case-team.js";
import { wakeWay } from "./case-way.js";
import { all, button, make } from "./node.js";
import { wording } from "./strings.js";

/**
 * @typedef {typeof import("./engine.js")} Engine
 * @typedef {object} Host
 * @property {string} notice a word of the interface to say at once, such as that nothing will be kept; empty for none
 * @property {() => any} load the kept record, null where there is none
 * @property {(record: any) => boolean} save null forgets; false where it was not kept
 * @property {() => Promise<Engine | null>} engine what judges, reads and writes; null where it can't be had
 * @property {() => Promise<{texts: string, criteria: any[], paper: any} | null>} criteria what the draft is judged by
 * @property {() => Promise<{debrief: string, model: string} | null>} debrief
 * @property {() => Promise<import("./case-ledger-stage.js").Ledger | null>} ledger
 * @property {(blocks: any[], language: string) => Promise<Uint8Array | null>} word
 * @param {HTMLElement} root
 * @param {Host} host
 */
export function wakeCase(root, host) {
  const data = JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".case-data")).textContent || "");
  const say = wording(data.words);
  const texts = /** @type {HTMLTemplateElement} */ (root.querySelector(".case-texts")).content;
  const record = readRecord(host.load(), data);
  root.classList.add("awake");
  all(root, ".needs-script").forEach((node) => node.remove());

  const notice = make("p.case-notice", { role: "status", hidden: "" });
  const opening = /** @type {HTMLElement} */ (root.querySelector(".case-opening"));
  const way = wakeWay(root, say, record, changed);
  opening.prepend(notice);
  if (host.notice) tell(host.notice);

  const team = wakeTeam(root, say, record, changed);
  const branches = wakeBranches(root, data.decisions, say, record, changed);
  const decisions = wakeDecisions(root, data.decisions, text, say, (id, value) => {
    record.answer.decisions[id] = value;
    record.tries[id] = [...(record.tries[id] || []), { value, at: new Date().toISOString() }];
    team.decided(id);
    branches.decided(id);
    changed();
  });
  const draft = /** @type {HTMLElement} */ (root.querySelector(".draft"));
  const fields = formFields(draft, data.fields, say, () => {
    record.answer.request = fields.read();
    ledger.show(record.answer.request);
    changed();
  });
  const ledger = ledgerStage(root, say, host.ledger, (id, marks) => {
    fields.set(id, marks);
    record.answer.request = fields.read();
    changed();
  });
  papersAtHand(root, draft, say);
  const words = { to: say("paper_to"), yes: say("paper_yes"), no: say("paper_no"), blank: say("paper_blank") };
  const view = review(root, data, text, say, (id, claim) => {
    if (claim) record.answer.claims[id] = claim;
    else delete record.answer.claims[id];
    changed();
    check(id);
  });
  draft.append(
    make("div.item-actions.check-draft", {}, button("primary", say("check_draft"), () => {
      record.checked = true;
      changed();
      check("summary");
    })),
  );
  // fetched while the learner writes: a check should not wait, and may find the connection gone
  draft.addEventListener("focusin", () => void judge(), { once: true });
  const debrief = wakeDebrief(root, say, host.debrief, () => {
    record.debriefed = true;
    changed();
  });
  wakeKeep(/** @type {HTMLElement} */ (root.querySelector(".case-keep")), data.slug, say, {
    async text() {
      const engine = await judge();
      return engine && engine.write({ ...record.answer, language: data.language }, data);
    },
    open,
    async word() {
      const engine = await judge();
      return engine && host.word(engine.blocks(data, record.answer, words), data.language);
    },
    restart() {
      Object.assign(record, readRecord(null, data));
      host.save(null);
      refresh();
    },
  });
  refresh();

  /** The engine, once the case's criteria have come; null where one of them can't be had. @returns {Promise<Engine | null>} */
  async function judge() {
    const [engine, parts] = await Promise.all([host.engine(), host.criteria()]);
    if (!engine || !parts) return null;
    if (!data.criteria) {
      const rendered = make("template");
      // our own build rendered it from the course's files
      rendered.innerHTML = parts.texts;
      texts.append(/** @type {HTMLTemplateElement} */ (rendered).content);
      Object.assign(data, { criteria: parts.criteria, paper: parts.paper });
    }
    return engine;
  }

  /** A copy of a rendered text of the case. @param {string} name @param {string} [part] */
  function text(name, part) {
    const source = texts.querySelector(`[data-text="${name}"]${part ? ` > .criterion-${part}` : ""}`);
    const found = document.createDocumentFragment();
    if (source) found.append(...source.cloneNode(true).childNodes);
    return found;
  }

  /** @param {string} name */
  function tell(name) {
    notice.textContent = say(name);
    notice.hidden = false;
  }

  function changed() {
    if (!host.save({ v: 1, ...record })) tell("not_kept");
    count();
  }

  function count() {
    const made = data.decisions.filter((/** @type {any} */ d) => record.answer.decisions[d.id].length).length;
    const filled = data.fields.filter((/** @type {any} */ f) => JSON.stringify(record.answer.request[f.id]) !== JSON.stringify(f.default)).length;
    const closed = branches.closed();
    const decided = data.decisions.every((/** @type {any} */ d) => record.answer.decisions[d.id].length || closed.has(d.id));
    way.show({ made, decisions: data.decisions.length, filled, fields: data.fields.length, marked: ledger.marked() });
    debrief.ready(decided && (record.checked || record.short));
  }

  /** Judge and show; `focus` names what to lead to: the summary, a criterion or nothing. @param {string} [focus] */
  async function check(focus) {
    const engine = await judge();
    if (!engine) return tell("engine_failed");
    view.show(engine.judge(data, record.answer), engine.blocks(data, record.answer, words), engine.sentences, record.answer.request, focus);
  }

  function refresh() {
    decisions.show(record.answer.decisions);
    fields.show(record.answer.request);
    ledger.show(record.answer.request);
    team.show();
    branches.show();
    way.restore();
    if (record.checked) check();
    else view.clear();
    count();
  }

  /** @param {string} source @returns {Promise<string>} the message to show */
  async function open(source) {
    const engine = await judge();
    if (!engine) return say("engine_failed");
    const { answer, problems } = engine.parse(source, data);
    const values = problems.map((/** @type {any} */ problem) => problem.value).slice(0, 5).join(", ");
    if (!answer) return say(problems[0].code, { value: problems[0].value });
    record.answer = answer;
    record.checked = false;
    record.resumed = [];
    record.team = record.team || Object.keys(answer.team).length > 0;
    changed();
    refresh();
    return problems.length ? `${say("opened")} ${say("odd_values", { value: values })}` : say("opened");
  }
}

/**
 * What a host kept, as far as it fits the case of today.
 * @param {any} kept @param {any} data
 */
function readRecord(kept, data) {
  const valid = kept && kept.v === 1 && kept.answer && typeof kept.answer === "object";
  const from = valid ? kept : {};
  return {
    answer: valid ? normalise(kept.answer, data).answer : blank(data),
    tries: from.tries && typeof from.tries === "object" && !Array.isArray(from.tries) ? from.tries : {},
    checked: from.checked === true,
    debriefed: from.debriefed === true,
    short: from.short === true,
    // versions that came from another device: kept, not shown here
    others: Array.isArray(from.others) ? from.others : [],
    team: from.team === true,
    resumed: Array.isArray(from.resumed) ? from.resumed.filter((/** @type {any} */ id) => typeof id === "string") : [],
    read: Array.isArray(from.read) ? from.read.filter((/** @type {any} */ place) => Number.isInteger(place)) : [],
  };
}
