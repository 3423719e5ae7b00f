// Answers, as src/casework/answers.py fits them to a case: whatever was kept or read, the answer fits the case afterwards.

const LONGEST = 20_000;
const MOST_ROWS = 200;
const KEYS = ["case", "format", "language", "decisions", "request", "claims", "team"];
/** In the order in which they hold the pen, a stage each. */
export const TEAM_ROLES = ["case-officer", "central-authority", "requested-state", "scribe"];

/**
 * @typedef {import("./criteria.js").Answer} Answer
 * @typedef {import("./case-fields.js").FieldData & {options?: {id: string, text: string}[]}} Field
 * @typedef {{slug: string, language: string, decisions: {id: string, interaction: string, choices: string[]}[], fields: Field[],
 *   free: string[]}} CaseData `free`: criteria that read text and can be claimed
 * @typedef {{code: string, value: string}} Problem `code` names a word of the interface
 */

/** The form before anybody touched it. @param {CaseData} data @returns {Answer} */
export function blank(data) {
  return {
    case: data.slug,
    language: data.language,
    decisions: Object.fromEntries(data.decisions.map((one) => [one.id, one.interaction === "single" ? "" : []])),
    request: Object.fromEntries(data.fields.map((one) => [one.id, one.default])),
    claims: {},
    team: {},
  };
}

/** Plain data fitted to the case. @param {any} given @param {CaseData} data @returns {{answer: Answer, problems: Problem[]}} */
export function normalise(given, data) {
  /** @type {Problem[]} */
  const problems = [];
  const odd = (/** @type {string} */ path) => problems.push({ code: "odd_values", value: path });
  const table = (/** @type {string} */ name) => {
    const value = given[name];
    if (value === undefined) return {};
    if (isTable(value)) return value;
    odd(name);
    return {};
  };
  const unknown = (/** @type {any} */ values, /** @type {string[]} */ known, /** @type {string} */ path) =>
    Object.keys(values).filter((name) => !known.includes(name)).forEach((name) => odd(`${path}${name.slice(0, 40)}`));

  const decisions = table("decisions");
  const request = table("request");
  const claims = table("claims");
  const free = data.free;
  unknown(given, KEYS, "");
  unknown(decisions, data.decisions.map((one) => one.id), "decisions.");
  unknown(request, data.fields.map((one) => one.id), "request.");
  unknown(claims, free, "claims.");
  const answer = blank(data);
  if (typeof given.language === "string" && /^[a-z]{2,3}$/.test(given.language)) answer.language = given.language;
  else if ("language" in given) odd("language");
  for (const one of data.decisions) {
    const kind = one.interaction === "single" ? "choice" : "choices";
    answer.decisions[one.id] = chosen(kind, one.choices, own(decisions, one.id, answer.decisions[one.id]), answer.decisions[one.id], `decisions.${one.id}`);
  }
  for (const field of data.fields) answer.request[field.id] = valueOf(field, request, "request.");
  for (const name of free) {
    const claim = own(claims, name, undefined);
    if (claim === undefined) continue;
    if (!isTable(claim) || !Object.values(claim).every((value) => typeof value === "string")) {
      odd(`claims.${name}`);
      continue;
    }
    unknown(claim, ["sentence", "reason"], `claims.${name}.`);
    answer.claims[name] = { sentence: words(claim.sentence || "", `claims.${name}`), reason: words(claim.reason || "", `claims.${name}`) };
  }
  const team = table("team");
  unknown(team, data.decisions.map((one) => one.id), "team.");
  for (const { id } of data.decisions) {
    const held = own(team, id, undefined);
    if (held === undefined) continue;
    if (!isTable(held)) {
      odd(`team.${id}`);
      continue;
    }
    unknown(held, ["role", "dissent"], `team.${id}.`);
    const role = chosen("choice", TEAM_ROLES, own(held, "role", ""), "", `team.${id}.role`);
    const dissent = own(held, "dissent", "");
    if (typeof dissent !== "string") odd(`team.${id}.dissent`);
    const said = typeof dissent === "string" ? words(dissent, `team.${id}.dissent`) : "";
    if (role || said) answer.team[id] = { role, dissent: said };
  }
  return { answer, problems };

  /** @param {string} kind @param {string[]} options @param {any} value @param {any} fallback @param {string} path */
  function chosen(kind, options, value, fallback, path) {
    if (kind === "choice" ? value === "" || options.includes(value) : Array.isArray(value) && value.every((v) => options.includes(v)) && new Set(value).size === value.length) {
      return Array.isArray(value) ? [...value] : value;
    }
    odd(path);
    return fallback;
  }

  /** @param {Field} field @param {any} values @param {string} path @returns {any} */
  function valueOf(field, values, path) {
    const here = `${path}${field.id}`;
    const value = own(values, field.id, field.default);
    if (field.kind === "choice" || field.kind === "choices") return chosen(field.kind, (field.options || []).map((o) => o.id), value, field.default, here);
    if (field.kind === "check") return typeof value === "boolean" ? value : (odd(here), field.default);
    if (field.kind === "rows") return rowsOf(field, value, here);
    if (isDate(value) && ["date", "datetime", "line"].includes(field.kind)) return spelled(value);
    if (typeof value === "string") return words(value, here);
    odd(here);
    return field.default;
  }

  /** @param {Field} field @param {any} value @param {string} path */
  function rowsOf(field, value, path) {
    if (!Array.isArray(value)) return odd(path), [];
    if (value.length > MOST_ROWS) odd(path);
    const columns = field.columns || [];
    return value.slice(0, MOST_ROWS).flatMap((row, place) => {
      if (!isTable(row)) return odd(`${path}.${place}`), [];
      unknown(row, columns.map((column) => column.id), `${path}.`);
      return [Object.fromEntries(columns.map((column) => [column.id, valueOf(column, row, `${path}.${place}.`)]))];
    });
  }

  /** Halves of surrogate pairs become a replacement mark; the length is counted in characters. @param {string} value @param {string} path */
  function words(value, path) {
    const characters = [...value.replace(/\r\n/g, "\n")].map((character) => (half(character) ? "\ufffd" : character));
    if (characters.length > LONGEST) odd(path);
    return characters.slice(0, LONGEST).join("");
  }
}

/** Half of a surrogate pair, which no file can hold. @param {string} character */
const half = (character) => character.length === 1 && character >= "\ud800" && character <= "\udfff";

/** A table's own value: names such as "constructor" are no values. @param {any} table @param {string} name @param {any} fallback */
function own(table, name, fallback) {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : fallback;
}

/** @param {any} value */
function isTable(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
}

/** The TOML reader's own kind of date; told by its shape, so that a page without an open file does without the reader. @param {any} value */
function isDate(value) {
  return value instanceof Date && "isLocal" in value;
}

/** A date that TOML read as one, in the spelling of the form. @param {any} value */
function spelled(value) {
  const text = value.toISOString();
  return value.isDateTime() && !value.isLocal() ? new Date(value.getTime()).toISOString().replace(/\.\d{3}Z$/, "Z") : text.replace(/\.000$/, "");
}
