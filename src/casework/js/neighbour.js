// Pages opened by a double click: some browsers (Firefox) give each file a store of its own. A page learns of it by
// leaving a word for the next one and saying in the link that it did.

import { key } from "./keys.js";
import { read, write } from "./store.js";

const CAME_FROM_A_PAGE = "?from";
const NAME = key("neighbour");

/** Leave a word before each link to another page, until one was read. */
export function leaveWord() {
  if (location.protocol !== "file:") return;
  if (location.search === CAME_FROM_A_PAGE && read(NAME)) write(NAME, "shared");
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || link.protocol !== "file:" || link.pathname === location.pathname || link.search) return;
    if (read(NAME) === "shared" || !write(NAME, "left")) return;
    link.search = CAME_FROM_A_PAGE;
  });
}

/** True where this page can't see what the page before it kept. */
export function keptApart() {
  return location.protocol === "file:" && location.search === CAME_FROM_A_PAGE && !read(NAME);
}
