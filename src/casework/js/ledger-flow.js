// The picture of the trail: accounts as boxes in layers, money flowing down; and the same in words.

import { layers } from "./ledger-layout.js";
import { sums } from "./ledger-money.js";
import { make } from "./node.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH, ACROSS, DOWN] = [172, 46, 200, 104];

/**
 * @typedef {import("./case-ledger.js").Transfer} Transfer
 * @typedef {{payer: string, payee: string, transfers: Transfer[], label: string}} Link `label` is that of a join, which has no transfers
 * @param {import("./case-ledger.js").LedgerData} data
 * @param {Map<string, Transfer>} known
 * @param {import("./strings.js").Say} say
 */
export function wakeFlow(data, known, say) {
  const title = make("h3", { id: "ledger-flow-title" }, say("flow"));
  const picture = make("div.flow-picture", { tabindex: "0", role: "group", "aria-labelledby": title.id });
  const list = make("ul");
  const words = make("details.flow-words", {}, make("summary", {}, say("flow_list")), list);
  const blank = make("p.ledger-none", {}, say("flow_blank"));
  const node = make("section.ledger-flow", { "aria-labelledby": title.id }, title, blank, picture, words);
  const named = (/** @type {string} */ account) => data.names[account] || account;

  /** @param {import("./case-ledger-stage.js").Marks} marks @returns {Link[]} */
  function linksOf(marks) {
    /** @type {Map<string, Link>} */
    const links = new Map();
    for (const mark of marks) {
      const one = known.get(mark.transfer);
      if (!one || !data.drawn.includes(mark.reason)) continue;
      const key = `${one.payer}\n${one.payee}`;
      const link = links.get(key) || { payer: one.payer, payee: one.payee, transfers: [], label: "" };
      if (!link.transfers.includes(one)) link.transfers.push(one);
      links.set(key, link);
    }
    const ends = new Set([...links.values()].flatMap((link) => [link.payer, link.payee]));
    const joins = data.joins.filter((join) => ends.has(join.one) && ends.has(join.other));
    return [...links.values(), ...joins.map((join) => ({ payer: join.one, payee: join.other, transfers: [], label: join.label }))];
  }

  /** @param {Link} link */
  const inWords = (link) => link.label
    ? say("flow_join", { one: named(link.payer), other: named(link.payee), label: link.label })
    : say("flow_line", { payer: named(link.payer), payee: named(link.payee), sums: sums(link.transfers), transfers: link.transfers.map((one) => one.id).join(", ") });

  return {
    node,
    /** @param {import("./case-ledger-stage.js").Marks} marks */
    show(marks) {
      const links = linksOf(marks);
      const first = picture.hidden || !picture.firstChild;
      blank.hidden = links.length > 0;
      picture.hidden = words.hidden = links.length === 0;
      list.replaceChildren(...links.map((link) => make("li", {}, inWords(link))));
      picture.replaceChildren(...(links.length ? [draw(links, named, say)] : []));
      // on a phone the picture is wider than the screen: begin at the middle, where the trail starts
      if (first && links.length) requestAnimationFrame(() => (picture.scrollLeft = (picture.scrollWidth - picture.clientWidth) / 2));
    },
  };
}

/** @param {Link[]} links @param {(account: string) => string} named @param {import("./strings.js").Say} say */
function draw(links, named, say) {
  const rows = layers(links);
  const widest = Math.max(...rows.map((row) => row.length));
  const [width, height] = [widest * ACROSS, rows.length * DOWN - (DOWN - HIGH) + 8];
  /** @type {Map<string, {x: number, y: number}>} */
  const places = new Map();
  rows.forEach((row, depth) => row.forEach((account, n) => places.set(account, { x: ((n + 0.5) * width) / row.length, y: 4 + depth * DOWN })));
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: "img", "aria-labelledby": "flow-title flow-desc", direction: "ltr" });
  const title = shape("title", { id: "flow-title" }, say("flow"));
  const desc = shape("desc", { id: "flow-desc" }, say("flow_says", { accounts: places.size, links: links.length }));
  svg.append(title, desc);
  const into = (/** @type {string} */ account) => links.filter((link) => link.payee === account).length;
  const labels = links.map((link) => {
    const [from, to] = /** @type {{x: number, y: number}[]} */ ([places.get(link.payer), places.get(link.payee)]);
    const [top, bottom] = [from.y + HIGH, to.y];
    const middle = (top + bottom) / 2;
    svg.append(shape("path", { class: link.label ? "flow-join" : "flow-link", d: `M${from.x} ${top}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${bottom}` }));
    // where several lines meet, a sum stands at the end that is its own
    const near = into(link.payee) > 1 ? 0.24 : 0.72;
    const bend = near * near * (3 - 2 * near);
    const words = link.label || `${sums(link.transfers)}${link.transfers.length > 1 ? ` (${link.transfers.length})` : ""}`;
    return shape("text", { class: "flow-sum", x: String(from.x + (to.x - from.x) * bend), y: String(top + (bottom - top) * near + 4) }, words);
  });
  for (const [account, { x, y }] of places) {
    const name = named(account);
    svg.append(shape("rect", { class: "flow-account", x: String(x - WIDE / 2), y: String(y), width: String(WIDE), height: String(HIGH), rx: "8" }));
    svg.append(shape("text", { class: "flow-name", x: String(x), y: String(y + (name === account ? 28 : 20)) }, short(name, 24)));
    if (name !== account) svg.append(shape("text", { class: "flow-number", x: String(x), y: String(y + 36) }, short(account, 28)));
  }
  svg.append(...labels);
  return svg;
}

/** The end of a number tells it from others. @param {string} text @param {number} most */
const short = (text, most) => (text.length > most ? `…${text.slice(1 - most)}` : text);

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
function shape(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}
