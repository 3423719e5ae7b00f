// What a cited provision says, or what a term means, beside its link: on hover, on focus, on a first tap. It stays while the pointer is on it,
// Escape puts it away, and the link still leads to the register.

import { make } from "./node.js";

/**
 * @typedef {{title: string, text: string, status: string, kind: string, version: string, checked: string}} Provision
 * @typedef {import("./strings.js").Say} Say
 */

const WAIT = 150; // ms before a passing pointer opens or closes it

/**
 * @param {HTMLElement} root where the links are and the popover goes
 * @param {(ref: string) => Promise<Provision | undefined>} find
 * @param {Say} say
 */
export function popovers(root, find, say) {
  const popover = make("div.law-popover", { role: "tooltip", id: `law-popover-${count++}` });
  popover.hidden = true;
  /** @type {HTMLAnchorElement | null} */
  let current = null;
  /** @type {HTMLAnchorElement | null} */
  let tapped = null;
  let timer = 0;

  /** @param {Event} event */
  const linkOf = (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-law]");
    return link ? /** @type {HTMLAnchorElement} */ (link) : null;
  };
  /** @param {() => void} act */
  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, WAIT);
  };

  /** @param {HTMLAnchorElement} link @param {boolean} [touch] */
  async function open(link, touch = false) {
    clearTimeout(timer);
    if (current === link) return;
    close();
    current = link;
    const provision = await find(String(link.dataset.law));
    if (current !== link || !provision) return;
    fill(provision, touch);
    root.append(popover);
    popover.hidden = false;
    link.setAttribute("aria-describedby", popover.id);
    place(link);
  }

  function close() {
    clearTimeout(timer);
    if (current) current.removeAttribute("aria-describedby");
    current = null;
    popover.hidden = true;
  }

  /** @param {Provision} provision @param {boolean} touch */
  function fill({ title, text, status, kind, version, checked }, touch) {
    const date = make("time", { dir: "ltr" }, checked);
    popover.replaceChildren(
      make("p.law-title", {}, title),
      make("p.law-text", {}, text),
      // a term of the glossary has no status
      ...(status ? [make(`p.law-status.status-${kind}`, {}, `${version} · ${status} · ${say("law_checked")} `, date)] : []),
    );
    if (touch) popover.append(make("p.law-more", {}, say(status ? "law_tap" : "term_tap")));
  }

  /** Below the link where there is room, otherwise above; inside window and root in either direction of writing.
   * @param {HTMLElement} link */
  function place(link) {
    popover.style.left = popover.style.top = "0";
    const lines = link.getClientRects();
    const [first, last] = [lines[0], lines[lines.length - 1]];
    const box = popover.getBoundingClientRect();
    const around = root.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const right = Math.min(around.right, clientWidth) - box.width - 8;
    const left = Math.max(Math.max(around.left, 0) + 8, Math.min(last.left + last.width / 2 - box.width / 2, right));
    const below = last.bottom + box.height <= Math.min(around.bottom, clientHeight) || first.top - box.height < Math.max(around.top, 0);
    const top = below ? last.bottom : first.top - box.height;
    popover.style.left = `${left - box.left}px`;
    popover.style.top = `${top - box.top}px`;
  }

  function leave() {
    clearTimeout(timer);
    if (current !== document.activeElement) later(close);
  }

  root.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkOf(event);
    if (link) later(() => open(link));
    else if (event.target instanceof Node && popover.contains(event.target)) clearTimeout(timer);
    else leave();
  });
  root.addEventListener("pointerleave", leave);
  root.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (link && !tapped) open(link);
  });
  root.addEventListener("focusout", (event) => {
    if (linkOf(event) && linkOf(event) === current && !popover.matches(":hover")) later(close);
  });
  root.addEventListener("pointerdown", (event) => {
    const link = linkOf(event);
    tapped = event.pointerType === "touch" && link !== current ? link : null;
    if (!link && event.target instanceof Node && !popover.contains(event.target)) close();
  });
  root.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (link && link === tapped) {
      event.preventDefault();
      open(link, true);
    }
    tapped = null;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

let count = 0;
