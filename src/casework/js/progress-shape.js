// What a progress file may hold, record by record. Whatever does not fit is left out and counted: a file comes from anywhere.

const MOST_TRIES = 2000;
const LONGEST = 20_000;
const DEGREES = ["sure", "fairly", "guess"];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
const SLUGS = { item: /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/, check: /^[a-z]$/, case: /^[a-z0-9-]{1,80}$/, note: /^[\w/-]{1,200}$/, read: /^[\w/-]{1,200}$/ };

/** @param {any} value @returns {value is Record<string, any>} */
const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
/** @param {any} value @param {number} most */
const count = (value, most = 1000) => Number.isInteger(value) && value >= 0 && value <= most;
const NAME = /^(?!__proto__$)[\w./:-]{1,200}$/;

/** Plain data of bounded size: texts, numbers, lists, tables with tame names. @param {any} value @param {number} [depth] @returns {boolean} */
function plain(value, depth = 6) {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return value.length <= LONGEST;
  if (!depth) return false;
  if (Array.isArray(value)) return value.length <= 500 && value.every((part) => plain(part, depth - 1));
  return Object.entries(value).every(([name, part]) => NAME.test(name) && plain(part, depth - 1));
}

/** The last moment that is believed: a clock may run two days fast. @param {Date} now */
export const horizon = (now) => new Date(now.getTime() + 48 * 3600_000).toISOString();

/**
 * The record as far as it fits, with `lost` counting what did not; null where nothing of it fits.
 * @param {string} name such as `item:theme/slug` @param {any} value @param {string} latest a moment as ISO text
 * @returns {{record: any, lost: number} | null}
 */
export function fitted(name, value, latest) {
  const [kind, ...rest] = name.split(":");
  const id = rest.join(":");
  // a name such as "constructor" is none of ours
  const slug = Object.prototype.hasOwnProperty.call(SLUGS, kind) && /** @type {Record<string, RegExp>} */ (SLUGS)[kind];
  if (slug ? !slug.test(id) : id || !["role", "place", "certainty", "plan"].includes(kind)) return null;
  if (!isTable(value) || value.v !== 1 || (slug && kind !== "item" && kind !== "check" && kind !== "case" && !time(value.at))) return null;
  let lost = 0;
  /** @param {any} list @param {(entry: any) => boolean} fits @returns {any[]} */
  const keep = (list, fits) => {
    const given = Array.isArray(list) ? list : [];
    const good = given.slice(0, MOST_TRIES).filter((entry) => isTable(entry) && plain(entry) && fits(entry));
    lost += given.length - good.length + (list === undefined || Array.isArray(list) ? 0 : 1);
    return good;
  };
  /** @param {any} table @param {RegExp} names @param {(entry: any) => any} fit @returns {Record<string, any>} */
  const table = (table, names, fit) => {
    const entries = isTable(table) ? Object.entries(table) : [];
    const good = entries.slice(0, 500).flatMap(([part, entry]) => {
      const found = names.test(part) && NAME.test(part) ? fit(entry) : null;
      return found ? [[part, found]] : [];
    });
    lost += entries.length - good.length;
    return Object.fromEntries(good);
  };
  const sure = (/** @type {any} */ entry) => entry.certainty === undefined || DEGREES.includes(entry.certainty);
  const given = (/** @type {any} */ entry) => {
    const fits = isTable(entry) && plain(entry) && "response" in entry && sure(entry) && (entry.at === undefined || time(entry.at));
    return fits ? pick(entry, ["response", "certainty", "at"]) : null;
  };

  /** @type {Record<string, () => any>} */
  const shapes = {
    item() {
      const tries = keep(value.tries, (one) => "response" in one && count(one.score) && count(one.maximum) && one.score <= one.maximum && time(one.at) && sure(one));
      const hints = count(value.hints, 20) ? value.hints : 0;
      return tries.length || hints ? { v: 1, tries: tries.map((one) => pick(one, ["response", "score", "maximum", "at", "certainty"])), hints } : null;
    },
    check() {
      const results = keep(value.results, (one) => time(one.at) && count(one.score) && isTable(one.skills) && isTable(one.answers) && Object.values(one.skills).every((n) => count(n)));
      const whole = results.map((one) => ({
        ...pick(one, ["at", "score", "skills"]), of: count(one.of) ? one.of : 24, answers: table(one.answers, SLUGS.item, given),
        right: (Array.isArray(one.right) ? one.right : []).filter((/** @type {any} */ ref) => typeof ref === "string" && SLUGS.item.test(ref)),
      }));
      const draft = table(value.draft, SLUGS.item, given);
      return whole.length || Object.keys(draft).length ? { v: 1, draft, results: whole, again: value.again === true } : null;
    },
    case() {
      if (!isTable(value.answer) || !plain(value.answer)) return null;
      const tries = table(value.tries, /^[\w-]{1,80}$/, (list) => keep(list, (one) => "value" in one && time(one.at)).map((one) => pick(one, ["value", "at"])));
      const read = (Array.isArray(value.read) ? value.read : []).filter((/** @type {any} */ place) => count(place, 99));
      const others = keep(value.others, (one) => typeof one.at === "string" && (!one.at || time(one.at)) && isTable(one.answer)).map((one) => pick(one, ["at", "answer"]));
      return {
        v: 1, at: time(value.at) ? value.at : "", answer: value.answer, tries, read, others, checked: value.checked === true,
        debriefed: value.debriefed === true, short: value.short === true,
        team: value.team === true, resumed: (Array.isArray(value.resumed) ? value.resumed : []).filter((/** @type {any} */ id) => typeof id === "string" && id.length <= 80).slice(0, 99),
      };
    },
    note() {
      const text = (/** @type {any} */ one) => typeof one.text === "string" && one.text.length <= 5000 && time(one.at);
      return text(value) ? { v: 1, text: value.text, at: value.at, others: keep(value.others, text).map((one) => pick(one, ["text", "at"])) } : null;
    },
    read: () => ({ v: 1, at: value.at }),
  };
  const setting = () => {
    const fits = typeof value.value === "boolean" || (typeof value.value === "string" && /^[\w/-]{0,200}$/.test(value.value));
    return fits && time(value.at) ? { v: 1, value: value.value, at: value.at } : null;
  };
  const record = (shapes[kind] || setting)();
  return record && { record, lost };

  /** @param {any} text a moment, and none that is still to come */
  function time(text) {
    return typeof text === "string" && TIME.test(text) && !Number.isNaN(Date.parse(text)) && text <= latest;
  }
}

/** @param {Record<string, any>} entry @param {string[]} names */
function pick(entry, names) {
  return Object.fromEntries(names.filter((name) => entry[name] !== undefined).map((name) => [name, entry[name]]));
}
