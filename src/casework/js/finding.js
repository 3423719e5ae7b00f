// Finding: the index that src/casework/finding.py packs, and the answers to a query. Where a word stands is unpacked when it is asked
// for, so that the first answer does not wait for the whole.

import SearchableMap from "minisearch/SearchableMap";
import { termOf, words } from "./stemming.js";

/**
 * @typedef {[group: number, page: number, anchor: string, title: string, keys?: string]} Row
 * @typedef {{pages: string[], rows: Row[], sizes: string, words: string, places: string}} Packed
 * @typedef {{row: number, group: number, place: string, page: string, title: string, within: string}} Found `within`: the page's title
 * @typedef {{found: Found[], terms: Set<string>}} Answer the best first; `terms` are those that were looked for
 */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
// title, keys, the page's title, text
const BOOST = [5, 5, 1, 1];
const TEXT = 3;
const LAW = 2;
const WORDS = 3;
// a term's entry and a lesson explain what a question or a provision only uses; a page comes before its sections
const WEIGHT = [1.2, 0.8, 1, 1.3];
const WHOLE_PAGE = 1.15;
// "article 18, paragraph 15" and "18 (15)" are one pinpoint
const PARAGRAPH = /([0-9]+)\s*(?:[,،]\s*)?(?:(?:paragraph|para\.?|الفقرة|فقرة)\s*\(?([0-9]+)\)?|\s\(([0-9a-z]{1,4})\))/gi;

/** `prepare` makes ready for typing errors what the first of them would wait for. @param {Packed} data */
export function finder(data) {
  const { rows, pages } = data;
  const titles = new Map(rows.filter(([, , anchor]) => !anchor).map(([, page, , title]) => [page, title]));
  /** Of titles, keys and titles of pages: term → row → how often in each. @type {Map<string, Map<number, number[]>>} */
  const short = new Map();
  /** Of texts: term → where each of its words stands, packed. @type {Map<string, string[]>} */
  const long = new Map();
  /** word → term @type {Map<string, string>} */
  const vocabulary = new Map();
  /** The title of an instrument stands beside hundreds of provisions. @type {Map<string, string[]>} */
  const cut = new Map();
  const lengths = rows.map((row, number) => fieldsOf(row).map((text, field) => wordsOf(text).map((word) => add(word, field, number)).length));
  const places = data.places.split(" ");
  data.words.split(" ").forEach((word, place) => {
    const term = known(word);
    const steps = long.get(term);
    if (steps) steps.push(places[place] || "");
    else long.set(term, [places[place] || ""]);
  });
  lengths.forEach((fields, number) => (fields[TEXT] = DIGITS.indexOf(data.sizes[number]) ** 2));
  const average = BOOST.map((_, field) => lengths.reduce((sum, fields) => sum + fields[field], 0) / rows.length || 1);
  /** @type {SearchableMap<string> | null} built for the first word that nobody wrote */
  let spelling = null;

  return { find, prepare: () => (spelling = spelling || SearchableMap.from(vocabulary)) };

  /** @param {string} query @returns {Answer} */
  function find(query) {
    const asked = words(query.replace(PARAGRAPH, "$1/$2$3"), true);
    const wanted = asked.map((word, place) => candidates(word, place === asked.length - 1));
    /** row → score and how many words of the query it has @type {Map<number, {score: number, met: number}>} */
    const sums = new Map();
    for (const weights of wanted) {
      for (const [row, score] of scores(weights)) {
        const sum = sums.get(row) || { score: 0, met: 0 };
        sums.set(row, { score: sum.score + score, met: sum.met + 1 });
      }
    }
    const most = Math.max(0, ...[...sums.values()].map(({ met }) => met));
    const found = [...sums].filter(([, { met }]) => met === most || (most < asked.length && met > asked.length / 2));
    const ranked = found.map(([row, { score, met }]) => ({ row, score: score * met * WEIGHT[rows[row][0]] * (rows[row][2] ? 1 : WHOLE_PAGE) }));
    ranked.sort((a, b) => b.score - a.score || a.row - b.row);
    return { found: ranked.map(({ row }) => shown(row)), terms: new Set(wanted.flatMap((weights) => [...weights.keys()])) };
  }

  /** Title, keys, the page's title. Of a term its other language and of a provision the name of its file are keys. @param {Row} row */
  function fieldsOf([group, page, anchor, title, keys = ""]) {
    if (group === WORDS) return [...title.split(" · "), "", ""].slice(0, 3);
    return [title, group === LAW ? `${keys} ${pages[page].replace(/^.*\/|\.html$/g, "")}` : keys, anchor ? titles.get(page) || "" : ""];
  }

  /** @param {string} text */
  function wordsOf(text) {
    let found = cut.get(text);
    if (!found) cut.set(text, (found = words(text)));
    return found;
  }

  /** @param {string} word */
  function known(word) {
    let term = vocabulary.get(word);
    if (term === undefined) vocabulary.set(word, (term = termOf(word)));
    return term;
  }

  /** @param {string} word @param {number} field @param {number} row */
  function add(word, field, row) {
    const term = known(word);
    const where = short.get(term) || new Map();
    short.set(term, where);
    const counts = where.get(row) || [0, 0, 0];
    where.set(row, counts);
    counts[field] += 1;
  }

  /** The terms that a word of a query may stand for, with their weights. @param {string} word @param {boolean} last @returns {Map<string, number>} */
  function candidates(word, last) {
    /** @type {Map<string, number>} */
    const weights = new Map();
    const term = termOf(word);
    if (short.has(term) || long.has(term)) weights.set(term, 1);
    const letters = !/[0-9]/.test(word);
    // the last word may not be finished
    if (last && letters && word.length > 2) for (const [other, its] of vocabulary) if (other.startsWith(word) && !weights.has(its)) weights.set(its, 0.3);
    if (weights.size || !letters || word.length < 4) return weights;
    spelling = spelling || SearchableMap.from(vocabulary);
    const near = [...spelling.fuzzyGet(word, word.length < 6 ? 1 : 2).values()];
    const nearest = Math.min(...near.map(([, distance]) => distance));
    for (const [its, distance] of near) if (distance === nearest) weights.set(String(its), 0.6);
    return weights;
  }

  /** What each row earns by these terms: BM25+ in every field. @param {Map<string, number>} weights @returns {Map<number, number>} */
  function scores(weights) {
    const sums = new Map();
    for (const [term, weight] of weights) {
      BOOST.forEach((boost, field) => {
        const where = field === TEXT ? inTexts(term) : inShort(term, field);
        const rare = Math.log(1 + (rows.length - where.length + 0.5) / (where.length + 0.5));
        for (const [row, often] of where) {
          const share = (often * 2.2) / (often + 1.2 * (0.3 + (0.7 * lengths[row][field]) / average[field]));
          sums.set(row, (sums.get(row) || 0) + weight * boost * rare * (0.5 + share));
        }
      });
    }
    return sums;
  }

  /** @param {string} term @param {number} field @returns {[number, number][]} */
  function inShort(term, field) {
    return [...(short.get(term) || [])].flatMap(([row, counts]) => (counts[field] ? [[row, counts[field]]] : []));
  }

  /** @param {string} term @returns {[number, number][]} */
  function inTexts(term) {
    /** @type {Map<number, number>} */
    const found = new Map();
    for (const steps of long.get(term) || []) for (const [row, often] of unpacked(steps)) found.set(row, (found.get(row) || 0) + often);
    return [...found];
  }

  /** @param {number} row @returns {Found} */
  function shown(row) {
    const [group, page, anchor, title] = rows[row];
    const within = anchor && group !== WORDS ? titles.get(page) || "" : "";
    return { row, group, place: pages[page] + (anchor && `#${anchor}`), page: pages[page], title, within };
  }
}

/** Where a word stands: [row, how often]. @param {string} steps @returns {[number, number][]} */
function unpacked(steps) {
  /** @type {[number, number][]} */
  const found = [];
  let row = -1;
  let number = 0;
  for (const digit of steps) {
    const value = DIGITS.indexOf(digit);
    number = number * 32 + (value % 32);
    if (value > 31) continue;
    row += (number >> 1) + 1;
    found.push([row, 1 + (number & 1)]);
    number = 0;
  }
  return found;
}
