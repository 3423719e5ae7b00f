// JSON as one sequence of bytes, so that it can be signed: RFC 8785. Python's casework/jcs.py does the same.

const DEPTH = 32;

/** The canonical text of a value that JSON.parse gave; throws where it has none. @param {any} value @param {number} [depth] @returns {string} */
export function canonical(value, depth = 0) {
  if (depth > DEPTH) throw new RangeError("nested too deeply");
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("not finite");
  if (typeof value === "string") return text(value);
  // the language writes numbers as the standard wants them, and sorts by UTF-16 units as it wants too
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry) => canonical(entry, depth + 1)).join(",")}]`;
  return `{${Object.keys(value).sort().map((name) => `${text(name)}:${canonical(value[name], depth + 1)}`).join(",")}}`;
}

/** @param {string} value */
function text(value) {
  for (const letter of value) if (/^[\ud800-\udfff]$/.test(letter)) throw new RangeError("half of a character");
  return JSON.stringify(value);
}
