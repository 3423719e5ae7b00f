// The file at hand while drafting: a line of buttons, each opening its paper beside the form (below it on a phone).

import { all, button, make } from "./node.js";

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} draft
 * @param {import("./strings.js").Say} say
 */
export function papersAtHand(root, draft, say) {
  const papers = all(root, "details.document");
  if (!papers.length) return;
  const title = make("p.viewer-title", { id: `${draft.id}-viewer` });
  const text = make("div.viewer-text", { tabindex: "0", role: "group", "aria-labelledby": title.id });
  const viewer = make("aside.paper-viewer", { hidden: "", "aria-labelledby": title.id });
  /** @type {HTMLElement | null} */
  let pressed = null;
  viewer.append(make("div.viewer-head", {}, title, button("viewer-close", say("close_paper"), close)), text);
  viewer.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  const buttons = papers.map((paper) => {
    const name = /** @type {HTMLElement} */ (paper.querySelector(".document-title")).textContent || "";
    const node = button("paper-button", name, () => {
      if (pressed === node) return close();
      close();
      pressed = node;
      node.setAttribute("aria-expanded", "true");
      title.textContent = name;
      text.className = `viewer-text ${[...paper.classList].filter((css) => css.startsWith("document-")).join(" ")}`;
      text.replaceChildren(/** @type {HTMLElement} */ (paper.querySelector(".document-paper")).cloneNode(true));
      viewer.hidden = false;
      text.scrollTop = 0;
      text.focus({ preventScroll: true });
    });
    node.setAttribute("aria-expanded", "false");
    return node;
  });
  draft.before(make("div.papers-at-hand", { role: "group", "aria-label": stageTitle(papers[0]) }, ...buttons), viewer);

  function close() {
    viewer.hidden = true;
    if (!pressed) return;
    pressed.setAttribute("aria-expanded", "false");
    pressed.focus({ preventScroll: true });
    pressed = null;
  }
}

/** @param {HTMLElement} paper */
function stageTitle(paper) {
  const stage = paper.closest(".case-stage");
  return ((stage && stage.querySelector("h2")) || paper).textContent || "";
}
