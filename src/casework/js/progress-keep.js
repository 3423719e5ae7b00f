// Taking progress along, and what this computer keeps of it.

import { say } from "./course-map.js";
import { confirmed } from "./confirm.js";
import { ASIDE, course, key, PREFIX } from "./keys.js";
import { button, make } from "./node.js";
import { canonical, merged } from "./progress-merge.js";
import { LARGEST, parsed } from "./progress-read.js";
import { records, saveProgress } from "./progress-save.js";
import { forgetAll, names, passing, read, works, write } from "./store.js";

/** @param {() => void} changed @returns {Node[]} */
export function takeAlong(changed) {
  const status = make("p.progress-status", { role: "status", "aria-live": "polite" });
  const file = /** @type {HTMLInputElement} */ (make("input", { type: "file", accept: ".json,application/json", hidden: "", tabindex: "-1", "aria-hidden": "true" }));
  file.addEventListener("change", async () => {
    const chosen = file.files && file.files[0];
    if (!chosen) return;
    status.textContent = chosen.size > LARGEST * 3 ? say("file_large") : opened(await textOf(chosen));
    file.value = "";
    changed();
  });
  const save = button("primary", say("save_file"), () => {
    saveProgress();
    status.textContent = say("file_saved");
  });
  return [make("p", {}, say("take_how")), make("div.item-actions", {}, save, button("open-progress", say("open_file"), () => file.click()), file), status];
}

/** No UTF-8: no file of ours. @param {File} file */
async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await new Response(file).arrayBuffer());
  } catch {
    return "";
  }
}

/** Join the file's records with those here; what is said about it. @param {string} text */
export function opened(text) {
  const found = parsed(text, course, new Date());
  if ("refused" in found) return say(found.refused, { value: found.value || "" });
  const counts = { tries: 0, results: 0, notes: 0, cases: 0 };
  let [changed, kept] = [false, true];
  for (const [name, record] of Object.entries(found.records)) {
    const kind = name.split(":")[0];
    const before = usable(kind, read(PREFIX + name));
    const after = merged(kind, before, record);
    if (before && canonical(merged(kind, before, null)) === canonical(after)) continue;
    changed = true;
    const more = (/** @type {string} */ list) => after[list].length - (before ? before[list].length : 0);
    if (kind === "item") counts.tries += more("tries");
    if (kind === "check") counts.results += more("results");
    if (kind === "note") counts.notes += 1;
    if (kind === "case") counts.cases += 1;
    kept = write(PREFIX + name, after) && kept;
  }
  return [say(changed ? "file_joined" : "file_same", counts), found.lost ? say("file_lost", { lost: found.lost }) : "", kept ? "" : say("file_unkept")].filter(Boolean).join(" ");
}

const LISTS = /** @type {Record<string, string[]>} */ ({ item: ["tries"], check: ["results"], case: ["read"] });

/** What was kept here, if it has its shape; else the file's record stands alone. @param {string} kind @param {any} kept */
function usable(kind, kept) {
  return kept && kept.v === 1 && (LISTS[kind] || []).every((list) => Array.isArray(kept[list])) && (kind !== "note" || typeof kept.text === "string") ? kept : null;
}

/** @param {() => void} changed @returns {Node[]} */
export function thisComputer(changed) {
  const status = make("p.progress-status", { role: "status", "aria-live": "polite" });
  const stored = make("p.progress-stored");
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", role: "switch", id: "keep-nothing", "aria-describedby": "keep-nothing-how" }));
  box.checked = passing();
  box.addEventListener("change", () => {
    status.textContent = say(box.checked ? "keeping_nothing" : "keeping_again");
    keepNothing(box.checked);
    measure();
    changed();
  });
  const erase = button("erase", say("erase_all"), () => {});
  const row = make("div.item-actions.erase-row", {}, erase);
  confirmed(erase, say("erase_sure"), () => {
    forgetAll();
    dispatchEvent(new Event("casework:forgotten"));
    measure();
    return say("erased");
  });
  measure();
  return [
    stored, make("p.keep-nothing", {}, box, make("label", { for: box.id }, say("keep_nothing"))), make("p.progress-how", { id: "keep-nothing-how" }, say("keep_nothing_how")),
    status, row,
  ];

  function measure() {
    const all = names(PREFIX).filter((name) => name !== key("keep") && name !== key("neighbour"));
    const size = all.reduce((sum, name) => sum + name.length + JSON.stringify(read(name) || "").length, 0);
    stored.textContent = works() ? say("stored", { size: Math.ceil(size / 1000), count: all.length }) : say("stored_nothing");
  }
}

/** Turn the setting on or off. Off again, what this tab holds is joined with what was kept before. @param {boolean} on */
function keepNothing(on) {
  try {
    if (on) return localStorage.setItem(key("keep"), '"no"');
    const here = records();
    localStorage.removeItem(key("keep"));
    for (const [name, record] of Object.entries(here)) {
      const kind = name.split(":")[0];
      write(PREFIX + name, merged(kind, usable(kind, read(PREFIX + name)), record));
    }
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX) && !name.endsWith(ASIDE)) sessionStorage.removeItem(name);
  } catch {
    // blocked: nothing is kept here anyway
  }
}
