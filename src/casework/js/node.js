// Building elements: texts go in as text, never as markup.

/**
 * @param {string} tag with classes, such as "p.item-error"
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, value);
  node.append(...children);
  return node;
}

/** @param {string} tag @param {string} text @param {() => void} [pressed] @returns {HTMLButtonElement} */
export function button(tag, text, pressed) {
  const node = make(`button.${tag}`, { type: pressed ? "button" : "submit" }, text);
  if (pressed) node.addEventListener("click", pressed);
  return /** @type {HTMLButtonElement} */ (node);
}

/** @template {HTMLElement} T @param {ParentNode} parent @param {string} selector @returns {T[]} */
export function all(parent, selector) {
  return /** @type {T[]} */ ([...parent.querySelectorAll(selector)]);
}
