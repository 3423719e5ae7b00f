// Entry of the search page: the index comes with the first word that somebody looks for, the text of what was found after it.

import { finder } from "./finding.js";
import { marked, excerpt } from "./marked.js";
import { all, button, make } from "./node.js";
import { wording } from "./strings.js";

/** @typedef {import("./finding.js").Found} Found */

const GROUPS = ["lessons", "questions", "law", "words"];
const SHOWN = 6; // of a group, until more are asked for
const LONGEST = 200; // characters of a query
const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const root = Object(window);
const form = /** @type {HTMLFormElement} */ (document.querySelector(".search-form"));
const say = wording(JSON.parse(/** @type {HTMLElement} */ (document.querySelector(".search-strings")).textContent || ""));
const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const status = /** @type {HTMLElement} */ (document.querySelector(".search-status"));
const results = /** @type {HTMLElement} */ (document.querySelector(".search-results"));
/** @type {Map<string, Promise<void>>} */
const loaded = new Map();
/** @type {ReturnType<typeof finder> | null} */
let index = null;
let round = 0;
/** @type {number | undefined} */
let typed;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
input.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(search, 60);
});
input.addEventListener("focus", ready, { once: true });
addEventListener("keydown", walk);
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  input.value = asked.slice(0, LONGEST);
  search();
}

/** A classic script, since nothing else loads from a file. @param {string} name @returns {Promise<void>} */
function load(name) {
  const known = loaded.get(name);
  if (known) return known;
  const loading = new Promise((/** @type {(value: void) => void} */ done) => {
    const script = document.createElement("script");
    script.src = new URL(name, here).href;
    script.onload = script.onerror = () => done();
    document.head.append(script);
  });
  loaded.set(name, loading);
  return loading;
}

async function ready() {
  if (!index) await load("search-index.js");
  if (index || !root.caseworkFinding) return;
  index = finder(root.caseworkFinding);
  setTimeout(index.prepare, 500);
}

async function search() {
  const query = input.value.slice(0, LONGEST).trim();
  const mine = (round += 1);
  remember(query);
  if (!query) {
    results.replaceChildren();
    status.textContent = "";
    return;
  }
  if (!index) status.textContent = say("loading");
  await ready();
  if (mine !== round) return;
  if (!index) {
    status.textContent = say("failed");
    return;
  }
  const { found, terms } = index.find(query);
  // the group with the best hit comes first
  const groups = [...new Set(found.map(({ group }) => group))].map((group) => ({ group, rows: found.filter((one) => one.group === group) }));
  const counts = groups.map(({ group, rows }) => `${say(`group_${GROUPS[group]}`)}: ${rows.length}`);
  status.textContent = found.length ? `${say("found", { count: found.length })} ${counts.join(" · ")}` : say("none");
  results.replaceChildren(...groups.map(({ group, rows }) => section(group, rows, terms)));
}

/** @param {number} group @param {Found[]} rows @param {Set<string>} terms */
function section(group, rows, terms) {
  const id = `found-${GROUPS[group]}`;
  const list = make("ol.found", {}, ...rows.slice(0, SHOWN).map((row) => entry(row, terms)));
  const box = make("section.found-group", { "aria-labelledby": id }, make("h2", { id }, say(`group_${GROUPS[group]}`)), list);
  if (rows.length > SHOWN) {
    const more = button("found-more", say("more", { count: rows.length }), () => {
      const others = rows.slice(SHOWN).map((row) => entry(row, terms));
      list.append(...others);
      more.remove();
      /** @type {HTMLElement} */ (others[0].querySelector("a")).focus();
    });
    box.append(more);
  }
  return box;
}

/** @param {Found} one @param {Set<string>} terms */
function entry(one, terms) {
  const link = make("a", { href: one.place }, ...marked(one.title, terms));
  const text = make("p.found-text");
  const item = make("li", {}, link, ...(one.within ? [make("p.found-within", {}, one.within)] : []), text);
  load(`search-texts/${one.page.replace(/\.html$/, "").replace(/\//g, "-")}.js`).then(() => {
    const words = (root.caseworkTexts || {})[one.row];
    if (typeof words === "string") text.append(...marked(excerpt(words, terms), terms));
    else text.remove();
  });
  return item;
}

/** The address says what was looked for, for the way back and for the other language. @param {string} query */
function remember(query) {
  const search = query ? `?q=${encodeURIComponent(query)}` : "";
  /** @type {HTMLAnchorElement[]} */
  const others = all(document, ".language-link, .search-other");
  for (const link of others) link.search = search;
  try {
    history.replaceState(null, "", location.pathname + search);
  } catch {
    // a page opened from a file keeps its address
  }
}

/** Arrows walk from the box through the results and back, Escape returns to the box. @param {KeyboardEvent} event */
function walk(event) {
  const stops = [input, ...all(results, "a")];
  const place = stops.indexOf(/** @type {any} */ (document.activeElement));
  if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && place) input.focus();
  else if (event.key === "ArrowDown" && place < stops.length - 1) stops[place + 1].focus();
  else if (event.key === "ArrowUp" && place) stops[place - 1].focus();
  else return;
  event.preventDefault();
}
