// Entry of the script that a case's page loads when a paper is wanted: the filler and its template.

import template from "../exports/request.docx";
import { fill } from "./docx.js";

Object(window).caseworkDocx = {
  fill: (/** @type {any[]} */ blocks, /** @type {string} */ language) => fill(template, blocks, language),
};
