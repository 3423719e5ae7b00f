// Criteria: one verdict each, as src/casework/criteria.py gives it. An error counts as "does not hold".

import { Environment } from "@marcbachmann/cel-js";
import * as vocabulary from "./vocabulary.js";

/**
 * @typedef {{id: string, section: string, needs: string, when: string, free: boolean, field: string}} Criterion
 * @typedef {{sentence: string, reason: string}} Claim
 * @typedef {{case: string, language: string, decisions: Record<string, any>, request: Record<string, any>, claims: Record<string, Claim>,
 *   team: Record<string, {role: string, dissent: string}>}} Answer
 * @typedef {{id: string, outcome: "met" | "not met" | "not found" | "not applicable" | "claimed", claim?: Claim}} Verdict
 */

const environment = new Environment({ unlistedVariablesAreDyn: true });
for (const [name, arity] of /** @type {[keyof typeof vocabulary, number][]} */ ([
  ["filled", 1], ["mentions", 2], ["states", 2], ["includes_all", 2], ["is_utc", 1], ["is_date", 1],
  ["before", 2], ["within", 3], ["at_least", 2], ["at_most", 2], ["words_between", 3],
])) {
  environment.registerFunction(`${name}(${Array(arity).fill("dyn").join(", ")}): bool`, /** @type {any} */ (vocabulary[name]));
}

/** @type {Map<string, any>} */
const programs = new Map();

/** @param {string} expression @param {any} seen */
export function holds(expression, seen) {
  try {
    if (!programs.has(expression)) programs.set(expression, environment.parse(expression));
    return programs.get(expression)(seen) === true;
  } catch {
    return false;
  }
}

/** @param {{criteria: Criterion[]}} data @param {Answer} answer @returns {Verdict[]} */
export function judge(data, answer) {
  const seen = { decisions: answer.decisions, request: answer.request };
  return data.criteria.map(({ id, needs, when, free }) => {
    if (when && !holds(when, seen)) return { id, outcome: "not applicable" };
    if (holds(needs, seen)) return { id, outcome: "met" };
    if (!free) return { id, outcome: "not met" };
    const claim = answer.claims[id];
    const made = claim && (vocabulary.filled(claim.sentence) || vocabulary.filled(claim.reason));
    return made ? { id, outcome: "claimed", claim } : { id, outcome: "not found" };
  });
}
