// The stage with a ledger: most of it (the transfers, the desk) comes when the reader comes near, or at once where marks are kept.

import { make } from "./node.js";

/**
 * @typedef {Record<string, any>[]} Marks rows of the form's field: transfer, reason and what else the case asks
 * @typedef {{show: (marks: Marks) => void}} Desk
 * @typedef {{data: any, wake: (place: HTMLElement, data: any, keep: (marks: Marks) => void) => Desk}} Ledger
 * @param {HTMLElement} root
 * @param {import("./strings.js").Say} say
 * @param {() => Promise<Ledger | null>} load
 * @param {(field: string, marks: Marks) => void} keep
 */
export function ledgerStage(root, say, load, keep) {
  const place = /** @type {HTMLElement | null} */ (root.querySelector(".case-ledger"));
  if (!place) return { show() {}, marked: () => 0 };
  const field = place.dataset.marks || "";
  const waits = make("p.ledger-waits", { role: "status" }, say("ledger_waits"));
  /** @type {Marks} */
  let marks = [];
  /** @type {Desk | null} */
  let desk = null;
  let asked = false;
  place.prepend(waits);
  new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && open(), { rootMargin: "800px" }).observe(place);

  async function open() {
    if (asked) return;
    asked = true;
    const found = await load();
    if (!found) {
      waits.textContent = say("ledger_failed");
      return;
    }
    waits.remove();
    const box = root.querySelector(`[data-field="${field}"]`);
    if (box) box.classList.add("field-marks"); // many short rows
    desk = found.wake(/** @type {HTMLElement} */ (place), found.data, (rows) => keep(field, (marks = rows)));
    desk.show(marks);
  }

  return {
    /** @param {Record<string, any>} request */
    show(request) {
      marks = request[field] || [];
      if (desk) desk.show(marks);
      else if (marks.length) open();
    },
    marked: () => marks.length,
  };
}
