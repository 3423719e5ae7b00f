// Folding by the one table that Python reads too (see ../folding.py for what its parts mean).

import table from "../folding.json";

/** @type {Map<string, string>} */
const map = new Map();
for (const [result, characters] of Object.entries(table.map)) {
  for (const character of characters) map.set(character, result);
}

/** @param {string[]} ranges such as "064B-065F" or "00AD" */
function characters(ranges) {
  const found = new Set();
  for (const entry of ranges) {
    const [first, last = first] = entry.split("-").map((hex) => parseInt(hex, 16));
    for (let point = first; point <= last; point++) found.add(String.fromCodePoint(point));
  }
  return found;
}

const drop = characters(table.drop);
const space = characters(table.space);

/**
 * `text` as it is compared. Never toLowerCase, trim or normalize: their tables differ between languages.
 * @param {string} text
 */
export function fold(text) {
  let folded = "";
  let gap = false;
  for (const character of text) {
    if (drop.has(character)) continue;
    if (space.has(character)) {
      gap = folded !== "";
      continue;
    }
    if (gap) folded += " ";
    gap = false;
    folded += map.has(character) ? map.get(character) : character;
  }
  return folded;
}

/** @param {string} character */
export const isSpace = (character) => space.has(character);
