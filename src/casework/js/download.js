// A file that the page made, handed to the browser's downloads.

import { make } from "./node.js";

/** @param {BlobPart} content @param {string} type @param {string} name */
export function download(content, type, name) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
