// Two devices' records become one. Merging is a join: the order of files and how often one is opened make no difference
// (commutative, associative, idempotent), and nothing that was recorded is lost. Where only one can be current (a draft, a note, a
// choice), the later one is, and the others are kept beside it.

const MOST_OTHERS = 8;

/** The same text for the same value, whatever the order of its keys. @param {any} value @returns {string} */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) || "null";
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** Later first decides; at the same time any order will do that both devices find. @param {any} one @param {any} other */
const later = (one, other) => compare(other.at || "", one.at || "") || compare(canonical(other), canonical(one));
/** @param {string} one @param {string} other */
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Every entry once, in the order of time. @param {any[]} one @param {any[]} other @returns {any[]} */
function union(one, other) {
  const found = new Map([...(one || []), ...(other || [])].map((entry) => [canonical(entry), entry]));
  return [...found.values()].sort((a, b) => -later(a, b));
}

/** Tables of the same kind, joined name by name. @param {any} one @param {any} other @param {(a: any, b: any) => any} join */
function tables(one, other, join) {
  const found = new Map();
  for (const [name, value] of [...Object.entries(one || {}), ...Object.entries(other || {})]) found.set(name, join(found.has(name) ? found.get(name) : value, value));
  return Object.fromEntries([...found].sort(([a], [b]) => compare(a, b)));
}

/** @param {any} one @param {any} other */
const latest = (one, other) => (later(one, other) <= 0 ? one : other);

/** How the records of a kind are joined. @type {Record<string, (one: any, other: any) => any>} */
const JOIN = {
  item: (one, other) => ({ v: 1, tries: union(one.tries, other.tries), hints: Math.max(one.hints, other.hints) }),
  check(one, other) {
    const results = union(one.results, other.results);
    const finished = results.length ? results[results.length - 1].at : "";
    // what was written before the check was finished elsewhere is answered by that result
    const draft = Object.entries(tables(one.draft, other.draft, latest)).filter(([, given]) => !finished || (given.at || "") > finished);
    return { v: 1, draft: Object.fromEntries(draft), results, again: false };
  },
  case(one, other) {
    const versions = [one, other].flatMap(({ others, ...current }) => [{ at: current.at || "", answer: current.answer }, ...(others || [])]);
    const [current, ...rest] = distinct(versions, (version) => canonical(version.answer)).slice(0, MOST_OTHERS + 1);
    return {
      v: 1, at: current.at, answer: current.answer, tries: tables(one.tries, other.tries, union),
      checked: one.checked || other.checked, debriefed: one.debriefed || other.debriefed, short: one.short && other.short,
      read: [...new Set([...one.read, ...other.read])].sort((a, b) => a - b), others: rest,
      team: Boolean(one.team || other.team), resumed: [...new Set([...(one.resumed || []), ...(other.resumed || [])])].sort(),
    };
  },
  note(one, other) {
    const versions = [one, other].flatMap(({ text, at, others }) => [{ text, at }, ...(others || [])]).filter(({ text }) => text.trim());
    const found = distinct(versions, ({ text }) => text);
    // a note that only goes on with another one holds it
    const whole = found.filter(({ text }) => !found.some((longer) => longer.text !== text && longer.text.includes(text)));
    const [current, ...rest] = whole.length ? whole : [{ text: "", at: latest(one, other).at }];
    return { v: 1, text: current.text, at: current.at, others: rest };
  },
  read: (one, other) => ({ v: 1, at: one.at < other.at ? one.at : other.at }),
};

/** Each version once with its latest time, the latest first. @param {any[]} versions @param {(version: any) => string} same */
function distinct(versions, same) {
  /** @type {Map<string, any>} */
  const found = new Map();
  for (const version of versions) found.set(same(version), found.has(same(version)) ? latest(found.get(same(version)), version) : version);
  return [...found.values()].sort(later);
}

/**
 * One record of two. Every record is first brought into the joined shape, so that a lone one and a joined one compare.
 * @param {string} kind @param {any} one @param {any} other either may be null @returns {any}
 */
export function merged(kind, one, other) {
  const join = JOIN[kind] || latest;
  return join(one || other, other || one);
}
