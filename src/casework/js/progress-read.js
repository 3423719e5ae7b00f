// The progress file, read: refused with a reason, or records that fit.

import { FORMAT, VERSION } from "./progress-save.js";
import { fitted, horizon } from "./progress-shape.js";

export const LARGEST = 8_000_000; // characters; a full run has a tenth of it
const MOST = 3000;

/**
 * @typedef {{records: Record<string, any>, lost: number}} Found `lost`: entries that did not fit
 * @param {string} text @param {string} course @param {Date} now
 * @returns {{refused: string, value?: string} | Found} `refused` names a word of the interface
 */
export function parsed(text, course, now) {
  if (text.length > LARGEST) return { refused: "file_large" };
  let data;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return { refused: "file_broken" };
  }
  if (data === null || typeof data !== "object" || Array.isArray(data) || data.format !== FORMAT) return { refused: "file_foreign" };
  if (!Number.isInteger(data.version) || data.version < 1) return { refused: "file_broken" };
  if (data.version > VERSION) return { refused: "file_newer", value: String(data.version) };
  if (data.course !== course) return { refused: "file_course", value: String(data.course).slice(0, 80) };
  if (data.records === null || typeof data.records !== "object" || Array.isArray(data.records)) return { refused: "file_broken" };
  const entries = Object.entries(data.records);
  if (entries.length > MOST) return { refused: "file_large" };
  /** @type {Record<string, any>} */
  const records = {};
  let lost = 0;
  for (const [name, value] of entries) {
    const found = fitted(name, value, horizon(now));
    lost += found ? found.lost : 1;
    if (found) records[name] = found.record;
  }
  return { records, lost };
}
