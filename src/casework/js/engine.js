// What a case computes with, in one place for the page, the notebook and the tests.

export { blank, normalise, parse, write } from "./answers.js";
export { judge } from "./criteria.js";
export { blocks } from "./docx-blocks.js";
export { sentences } from "./vocabulary.js";
export * as vocabulary from "./vocabulary.js";
