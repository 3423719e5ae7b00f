// What a case computes with once something is to be judged, opened, saved or set on paper; the notebook and the tests use the same.

export { parse, write } from "./answer-file.js";
export { blank, normalise } from "./answers.js";
export { judge } from "./criteria.js";
export { blocks } from "./docx-blocks.js";
export { sentences } from "./vocabulary.js";
export * as vocabulary from "./vocabulary.js";
