// The projector: the question, how many answered, the bars when it is time for them. No names, nothing to press.

import { all, make } from "./node.js";
import { countdown, listen, pageData } from "./room-stream.js";
import { wording } from "./strings.js";

const data = pageData();
const say = wording(data.strings);
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {any} */
let view = {};
let drawn = "";
const clock = countdown((text, over) => {
  at("left").textContent = text && (view.paused ? say("room_paused") : text);
  at("left").classList.toggle("over", over);
});

/** @param {any} next */
function show(next) {
  view = next;
  at("title").textContent = view.ended ? say("room_over") : view.title || say("room_not_begun");
  const asked = ["item", "vote", "poll", "text", "test", "case"].includes(view.kind);
  at("answered").textContent = asked && view.here ? say("room_answered_of", { count: view.answered, of: view.joined }) : say("room_joined_n", { count: view.joined });
  clock(view);
  if (drawn !== `${view.here}/${view.round}`) {
    drawn = `${view.here}/${view.round}`;
    at("question").innerHTML = view.html;
    all(at("question"), "fieldset").forEach((field) => (/** @type {HTMLFieldSetElement} */ (field).disabled = true));
  }
  document.documentElement.classList.toggle("has-bars", Boolean(view.bars));
  at("bars").replaceChildren(...(view.bars ? bars(view.bars, view.before) : []));
  at("texts").replaceChildren(...view.texts.map((/** @type {string} */ text) => make("li", { dir: "auto" }, text)));
  const discuss = view.phase === "discuss" ? say("room_discuss") : view.phase === "closed" ? say("room_closed") : "";
  at("title").dataset.note = discuss;
  if (discuss) at("bars").prepend(make("p.room-phase", {}, discuss));
}

/** @param {any[]} rows @param {any[] | null} before */
function bars(rows, before) {
  const most = Math.max(1, ...rows.map((row) => row.count), ...(before || []).map((row) => row.count));
  const track = (/** @type {number} */ count, /** @type {string} */ css) => {
    const fill = make("span.bar-fill");
    fill.style.inlineSize = `${(100 * count) / most}%`;
    return make(`span.bar-track${css}`, { "aria-hidden": "true" }, fill);
  };
  const nodes = rows.map((row, n) => {
    const counts = before ? `${before[n].count} → ${row.count}` : String(row.count);
    const head = make("p.row-head", { dir: "auto" }, make("b", { dir: "ltr" }, counts), " ", row.text, row.right ? ` (${say("room_right_one")})` : "");
    return make(`div.row${row.right ? ".right" : ""}`, {}, head, ...(before ? [track(before[n].count, ".first")] : []), track(row.count, ""));
  });
  return [...(before ? [make("p.hint", {}, say("room_before_after"))] : []), ...nodes];
}

show(data.view);
listen("screen", data.lang, show, () => {});
