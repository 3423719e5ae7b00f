// Pages opened by a double click: some browsers (Firefox) give each file a store of its own. A page learns of it by
// leaving a word for the next one and saying in the link that it did.

import { read, write } from "./store.js";

const CAME_FROM_A_PAGE = "?from";
const nameOf = (/** @type {string} */ course) => `casework:${course}:neighbour`;

/** Leave a word before each link to another page, until one was read. @param {string} course */
export function leaveWord(course) {
  if (location.protocol !== "file:") return;
  if (location.search === CAME_FROM_A_PAGE && read(nameOf(course))) write(nameOf(course), "shared");
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || link.protocol !== "file:" || link.pathname === location.pathname || link.search) return;
    if (read(nameOf(course)) === "shared" || !write(nameOf(course), "left")) return;
    link.search = CAME_FROM_A_PAGE;
  });
}

/** True where this page can't see what the page before it kept. @param {string} course */
export function keptApart(course) {
  return location.protocol === "file:" && location.search === CAME_FROM_A_PAGE && !read(nameOf(course));
}
