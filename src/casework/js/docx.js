// A paper as .docx: the template's text filled as src/casework/exports/docx.py fills it; its docstring is the rule.

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const KINDS = ["title", "to", "heading", "source", "label", "text", "blank", "cell"];
const RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"];
const ARABIC = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff";
const LATIN = "A-Za-z0-9\\u00c0-\\u024f";
const leftToRight = new RegExp(`[@+#]?[${LATIN}](?:[${LATIN}@+#._:/\\\\ -]*[${LATIN}])?(?:\\([${LATIN}]{1,5}\\))*`, "g");
const rightToLeft = new RegExp(`[${ARABIC}](?:[^A-Za-z\\u00c0-\\u024f]*[${ARABIC}])?`, "g");
const MARKS = ["\u200e", "\u200f"];

/** What may stand in the file. @param {string} text */
function clean(text) {
  const held = text.replace(/\t/g, " ").replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, "");
  return [...held].filter((character) => !/^[\ud800-\udfff]$/.test(character)).join("");
}

const escaped = (/** @type {string} */ text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** [text, right to left] in pieces of one direction. @param {string} text @param {boolean} rtl @returns {[string, boolean][]} */
function stretches(text, rtl) {
  /** @type {[string, boolean][]} */
  const found = [];
  const [mark, paragraph] = [MARKS[rtl ? 0 : 1], MARKS[rtl ? 1 : 0]];
  let place = 0;
  for (const match of text.matchAll(rtl ? leftToRight : rightToLeft)) {
    const start = /** @type {number} */ (match.index);
    if (start > place) found.push([text.slice(place, start), rtl]);
    found.push([match[0].length === text.length ? match[0] : `${mark}${match[0]}${mark}${paragraph}`, !rtl]);
    place = start + match[0].length;
  }
  if (place < text.length) found.push([text.slice(place), rtl]);
  return found;
}

/** [before, element, after] of the first element. @param {string} text @param {string} tag */
function cut(text, tag) {
  const start = text.indexOf(`<${tag}>`);
  const end = text.indexOf(`</${tag}>`, start) + tag.length + 3;
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

/** @param {string} prototype @param {string} text @param {boolean} rtl */
function paragraph(prototype, text, rtl) {
  const [before, run, after] = cut(prototype, "w:r");
  const pieces = stretches(text, rtl).map(([piece, turned]) => {
    const shape = turned ? run.replace('<w:rtl w:val="0"/><w:cs w:val="0"/>', '<w:rtl w:val="1"/><w:cs w:val="1"/>') : run;
    return shape.replace(/\{\{[a-z]+\}\}/g, () => escaped(piece));
  });
  return before + pieces.join("") + after;
}

/** @param {string} prototype @param {string[]} values @param {boolean} rtl */
function row(prototype, values, rtl) {
  const [before, cell, after] = cut(prototype, "w:tc");
  const [start, inner, end] = cut(cell, "w:p");
  return before + values.map((value) => start + paragraph(inner, clean(value).replace(/\n/g, " "), rtl) + end).join("") + after;
}

/** @param {string[][]} rows @param {string} prototype @param {boolean} rtl */
function table(rows, prototype, rtl) {
  let [before, head, rest] = cut(prototype, "w:tr");
  const [between, body, after] = cut(rest, "w:tr");
  const count = rows[0].length;
  before = before.replace(/<w:gridCol w:w="([0-9]+)"\/>/, (_, width) => `<w:gridCol w:w="${Math.floor(+width / count)}"/>`.repeat(count));
  return before + row(head, rows[0], rtl) + between + rows.slice(1).map((values) => row(body, values, rtl)).join("") + after;
}

/**
 * @param {Uint8Array} template bytes of request.docx
 * @param {import("./docx-blocks.js").Block[]} document
 * @param {string} language
 * @returns {Uint8Array}
 */
export function fill(template, document, language) {
  const rtl = RIGHT_TO_LEFT.includes(language);
  const parts = Object.fromEntries(Object.entries(unzipSync(template)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  const lines = parts["word/document.xml"].split("\n");
  const prototypes = Object.fromEntries(KINDS.map((kind) => [kind, lines.find((line) => line.includes(`{{${kind}}}`)) || ""]));
  const places = lines.flatMap((line, place) => (Object.values(prototypes).includes(line) ? [place] : []));
  const body = document.flatMap((block) => {
    if (block.kind === "table") return [table(block.rows || [], prototypes.cell, rtl)];
    return clean(block.text || "").split("\n").filter((line) => line.replace(/ /g, "")).map((line) => paragraph(prototypes[block.kind], line, rtl));
  });
  let text = [...lines.slice(0, places[0]), ...body, ...lines.slice(places[places.length - 1] + 1)].join("\n");
  if (rtl) text = text.split('<w:bidi w:val="0"/>').join('<w:bidi w:val="1"/>').split('<w:bidiVisual w:val="0"/>').join('<w:bidiVisual w:val="1"/>');
  parts["word/document.xml"] = text;
  const title = document.find((block) => block.kind === "title");
  parts["docProps/core.xml"] = parts["docProps/core.xml"].replace("{{title}}", () => escaped(clean((title && title.text) || ""))).replace("{{language}}", language);
  const files = Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, strToU8(content)]));
  return zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) });
}
