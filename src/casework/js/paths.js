// Entry of the page with the paths: a role that is chosen brings its lessons first, and is remembered.

import { key } from "./keys.js";
import { all, make } from "./node.js";
import { read, write } from "./store.js";
import { wording } from "./strings.js";

const name = key("role");

for (const root of all(document, ".paths")) {
  const { roles, words } = JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".paths-data")).textContent || "");
  const say = wording(words);
  const body = /** @type {HTMLElement} */ (root.querySelector("tbody"));
  const rows = all(body, "tr");
  const select = /** @type {HTMLSelectElement} */ (make("select", { id: "path-role" }, make("option", { value: "" }, say("path_none"))));
  for (const [value, text] of roles) select.append(make("option", { value }, text));
  /** @type {HTMLElement} */ (root.querySelector(".path-roles")).append(make("label", { for: select.id }, say("path_choose")), " ", select);
  const kept = Object(read(name)).value;
  if (roles.some((/** @type {string[]} */ [value]) => value === kept)) select.value = kept;
  select.addEventListener("change", () => {
    write(name, { v: 1, value: select.value, at: new Date().toISOString() });
    sort();
  });
  sort();

  function sort() {
    const mine = rows.filter((row) => !select.value || String(row.dataset.roles).split(" ").includes(select.value));
    const later = rows.filter((row) => !mine.includes(row));
    const heading = (/** @type {string} */ text) => make("tr.path-part", {}, make("th", { colspan: "3", scope: "rowgroup" }, text));
    if (select.value) body.replaceChildren(heading(say("path_yours")), ...mine, ...(later.length ? [heading(say("path_later")), ...later] : []));
    else body.replaceChildren(...rows);
  }
}
