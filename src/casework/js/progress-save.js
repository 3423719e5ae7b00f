// The progress file, written: {"format": "casework-progress", "version": 1, "course", "made", "records": {kind:id → record}}.
// Docs for the shape of each record: progress-shape.js. It is read again by progress-read.js.

import { download } from "./download.js";
import { ASIDE, course, KINDS, PREFIX } from "./keys.js";
import { names, read } from "./store.js";

export const FORMAT = "casework-progress";
export const VERSION = 1;

/** Everything that goes along, by its name without the course. @returns {Record<string, any>} */
export function records() {
  return Object.fromEntries(
    names(PREFIX)
      .map((name) => name.slice(PREFIX.length))
      .filter((name) => KINDS[name.split(":")[0]] === true && !name.endsWith(ASIDE))
      .map((name) => [name, read(PREFIX + name)])
      .filter(([, value]) => value),
  );
}

/** The file's text. */
export const fileText = () => JSON.stringify({ format: FORMAT, version: VERSION, course, made: new Date().toISOString(), records: records() });

export function saveProgress() {
  const day = new Date().toISOString().slice(0, 10);
  download(fileText(), "application/json", `progress-${day}.json`);
}
