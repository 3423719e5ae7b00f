// When somebody has finished. Python's casework/completion.py applies the same rules.

/**
 * @typedef {{page: string, minutes: number, items: string[]}} Part
 * @typedef {{lessons: Part[], check: Part, cases: Part[]}} Rules
 * @param {Rules} rules
 * @param {(name: string) => any} record what is kept under the part of a name after the course, such as `item:theme/slug`
 */
export function done(rules, record) {
  const tried = (/** @type {string} */ item) => list(record(`item:${item}`), "tries").some((entry) => isTable(entry) && "response" in entry);
  const lessons = rules.lessons.filter((part) => part.items.every(tried));
  const cases = rules.cases.filter((part) => {
    const kept = record(`case:${part.page.split("/")[1]}`);
    return isKept(kept) && isTable(kept.answer) && kept.checked === true;
  });
  const check = list(record("check:b"), "results").some(isTable);
  return {
    lessons: lessons.map((part) => part.page),
    check,
    cases: cases.map((part) => part.page),
    complete: lessons.length === rules.lessons.length && check && cases.length > 0,
    minutes: [...lessons, ...(check ? [rules.check] : []), ...cases].reduce((sum, part) => sum + part.minutes, 0),
    /** Of a lesson's questions those that were tried. @param {Part} part */
    tried: (part) => part.items.filter(tried).length,
  };
}

/** @param {any} record @param {string} name @returns {any[]} */
function list(record, name) {
  return isKept(record) && Array.isArray(record[name]) ? record[name] : [];
}

/** @param {any} record */
function isKept(record) {
  return isTable(record) && record.v === 1;
}

/** @param {any} value */
function isTable(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
