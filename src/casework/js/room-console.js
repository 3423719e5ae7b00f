// The facilitator's console: what happens, what to expect, what to do next.

import { confirmed } from "./confirm.js";
import { all, make } from "./node.js";
import { countdown, freshKey, listen, pageData } from "./room-stream.js";
import { wording } from "./strings.js";

const data = pageData();
const say = wording(data.strings);
/** @type {any} */
let view = {};
let drawn = "";
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const status = /** @type {HTMLElement} */ (document.querySelector(".room-status"));
const clock = countdown((text, over) => {
  at("left").textContent = text && (view.paused ? `${text} (${say("room_paused")})` : text);
  at("left").classList.toggle("over", over);
});

/** @param {Record<string, any>} body @returns {Promise<any>} */
async function command(body) {
  status.textContent = "";
  try {
    const answer = await fetch("/room/commands", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ key: freshKey(), ...body }),
      credentials: "same-origin",
    });
    const said = await answer.json();
    // at once, not with the next word of the stream: who presses twice quickly means where the room is by then
    const seen = await fetch(`/room/overview?lang=${data.lang}`, { credentials: "same-origin" });
    if (seen.ok) show(await seen.json());
    if (answer.ok) return said;
    status.textContent = said.error === "moved" ? say("room_moved") : say("room_refused", { reason: said.error });
  } catch {
    status.textContent = say("room_failed");
  }
  return null;
}

const asks = () => ["item", "vote", "poll", "test", "text", "case"].includes(view.kind);
const shownKinds = () => Boolean(view.item);
const staged = () => view.kind === "vote" || (view.kind === "case" && view.item);
/** name → when it can be pressed, what it sends @type {[string, () => boolean, () => Record<string, any>][]} */
const ACTIONS = [
  ["start", () => !view.here, () => ({})],
  ["discuss", () => staged() && view.round === 1 && view.phase === "open", () => ({})],
  ["revote", () => staged() && view.round === 1 && view.phase === "discuss", () => ({})],
  ["close", () => asks() && view.phase === "open" && !staged(), () => ({})],
  ["reveal", () => shownKinds() && view.phase !== "revealed" && (!staged() || view.round === 2 || view.phase === "discuss"), () => ({})],
  ["bars", () => shownKinds() && view.phase !== "revealed" && view.kind !== "poll", () => ({ on: !view.barsOn })],
  ["next", () => Boolean(view.here), () => ({})],
  ["back", () => Boolean(view.here), () => ({})],
  ["skip", () => Boolean(view.here), () => ({})],
  ["pause", () => Boolean(view.here) && !view.paused, () => ({})],
  ["resume", () => Boolean(view.here) && view.paused, () => ({})],
  ["extend", () => Boolean(view.here), () => ({ seconds: 60 })],
];
const NAMES = { discuss: "room_to_discuss", back: "room_previous" };
const PRIMARY = ["start", "discuss", "revote", "reveal", "next"];

const buttons = new Map(
  ACTIONS.map(([name, , body]) => {
    const node = /** @type {HTMLButtonElement} */ (make("button", { type: "button", "data-command": name }, say(NAMES[/** @type {"back"} */ (name)] || `room_${name}`)));
    node.addEventListener("click", async () => {
      node.disabled = true;
      await command({ command: name, ...(view.here ? { here: view.here } : {}), ...body() });
      node.disabled = false;
    });
    return [name, node];
  }),
);
const end = /** @type {HTMLButtonElement} */ (make("button", { type: "button", "data-command": "end" }, say("room_end")));
at("controls").append(...buttons.values(), end);
confirmed(end, say("room_end_sure"), () => {
  void command({ command: "end" });
  return say("room_over");
});

/** @param {any} next */
function show(next) {
  view = next;
  const first = ACTIONS.filter(([name, when]) => when() && PRIMARY.includes(name)).map(([name]) => name)[0];
  for (const [name, when] of ACTIONS) {
    const node = /** @type {HTMLButtonElement} */ (buttons.get(name));
    node.hidden = !when() || view.ended;
    node.classList.toggle("primary", name === first);
    if (name === "bars") node.textContent = say(view.barsOn ? "room_bars_off" : "room_bars_on");
  }
  end.hidden = !view.here || view.ended;
  at("now-title").textContent = view.ended ? say("room_over") : view.title || say("room_not_begun");
  at("joined").textContent = String(view.joined);
  at("answered").textContent = say("room_n_of", { count: view.answered, of: view.joined });
  at("room-code").textContent = view.code;
  clock(view);
  showRows();
  showTexts();
  showFiles();
  fill("note-list", view.notes.map((/** @type {string} */ note) => make("li", {}, note)), "notes");
  showSteps();
  at("team-list").replaceChildren(...view.teams.map((/** @type {any} */ team) => make("li", {}, team.names.join(" · "))));
  if (drawn !== `${view.here}/${view.round}`) {
    drawn = `${view.here}/${view.round}`;
    showHands();
  }
}

/** A section that has nothing to say is not there. @param {string} list @param {HTMLElement[]} nodes @param {string} section */
function fill(list, nodes, section) {
  at(section).hidden = !nodes.length;
  at(list).replaceChildren(...nodes);
}

function showRows() {
  at("answers").hidden = !view.rows.length;
  at("prompt").textContent = view.prompt || "";
  at("score").textContent = view.score && view.score.of && view.kind !== "poll" ? say("room_right_of", view.score) : "";
  const most = Math.max(1, ...view.rows.map((/** @type {any} */ row) => row.count));
  at("rows").replaceChildren(
    ...view.rows.map((/** @type {any} */ row, /** @type {number} */ n) => {
      const bar = make("span.bar-fill");
      bar.style.inlineSize = `${(100 * row.count) / most}%`;
      const head = make("p.row-head", { dir: "auto" }, make("b", {}, String(row.count)), " ", row.text, row.right ? ` (${say("room_right_one")})` : "");
      const before = view.before ? [make("p.hint", {}, say("room_first_was", { count: view.before[n].count }))] : [];
      return make(`div.row${row.right ? ".right" : ""}`, {}, head, make("span.bar-track", { "aria-hidden": "true" }, bar), ...before, ...(row.remark ? [make("p.remark", { dir: "auto" }, row.remark)] : []));
    }),
  );
}

function showTexts() {
  at("texts").hidden = view.kind !== "text";
  const held = /** @type {HTMLElement | null} */ (document.activeElement);
  const focus = held && held.dataset.entry;
  at("entries").replaceChildren(
    ...view.entries.map((/** @type {any} */ entry) => {
      const act = (/** @type {boolean} */ on, /** @type {string} */ word) => {
        const node = make("button", { type: "button", "data-entry": `${entry.entry}-${on}` }, say(word));
        node.addEventListener("click", () => void command({ command: "moderate", entry: entry.entry, on }));
        return node;
      };
      const state = entry.shown ? say("room_shown") : entry.refused ? say("room_left_out") : "";
      return make("li", {}, make("p", { dir: "auto" }, entry.text), make("p.hint", {}, make("bdi", {}, entry.name), state && ` · ${state}`), make("p.entry-actions", {}, ...(entry.shown ? [] : [act(true, "room_show")]), ...(entry.refused ? [] : [act(false, "room_refuse")])));
    }),
  );
  if (!view.entries.length) at("entries").append(make("li", {}, say("room_no_texts")));
  if (focus) all(at("entries"), `[data-entry="${focus}"]`).forEach((node) => node.focus());
}

function showFiles() {
  const nodes = view.files.map((/** @type {any} */ file) => {
    const owner = file.owner.replace(/^team-/, "");
    return make("li", {}, make("b", {}, make("bdi", {}, owner)), ` ${say("room_met", file)} `, make("span.hint", {}, file.open.length ? `${say("room_still_open")} ${file.open.join(" · ")}` : ""));
  });
  fill("file-list", nodes, "files");
}

function showSteps() {
  const list = at("steps");
  if (list.children.length !== view.steps.length) {
    list.replaceChildren(
      ...view.steps.map((/** @type {any} */ step) => {
        const go = make("button", { type: "button", "aria-label": `${say("room_go")}: ${step.title}` }, say("room_go"));
        go.addEventListener("click", () => void command({ command: "go", step: step.id }));
        return make("li", {}, make("span.step-title", {}, step.title, ...(step.about ? [make("span.hint.step-about", { dir: "auto" }, step.about)] : [])), " ", make("span.hint.step-minutes", {}, say("room_minutes", { minutes: step.minutes })), " ", make("span.step-state"), go);
      }),
    );
  }
  view.steps.forEach((/** @type {any} */ step, /** @type {number} */ n) => {
    const row = /** @type {HTMLElement} */ (list.children[n]);
    const here = step.id === view.here;
    row.toggleAttribute("aria-current", here);
    row.classList.toggle("here", here);
    /** @type {HTMLElement} */ (row.querySelector(".step-state")).textContent = here ? say("room_here") : step.skipped ? say("room_skipped") : step.seen ? say("room_seen") : "";
  });
}

function showHands() {
  const options = view.hands || [];
  at("hands").hidden = !options.length;
  at("hands-fields").replaceChildren(
    ...options.map((/** @type {any} */ option) => {
      const id = `hand-${option.id}`;
      return make("p.hand", {}, make("input", { type: "number", min: "0", max: "2000", value: "0", id, name: option.id, inputmode: "numeric" }), " ", make("label", { for: id, dir: "auto" }, option.text));
    }),
  );
}

at("hands-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const counts = Object.fromEntries(all(at("hands-fields"), "input").map((input) => [/** @type {HTMLInputElement} */ (input).name, Math.max(0, Math.floor(Number(/** @type {HTMLInputElement} */ (input).value) || 0))]));
  void command({ command: "hands", step: view.here, item: view.item, counts });
});
at("teams-form").addEventListener("submit", (event) => {
  event.preventDefault();
  void command({ command: "teams", size: Number(/** @type {HTMLSelectElement} */ (at("size")).value) });
});
at("handover-make").addEventListener("click", async () => {
  const said = await command({ command: "handover" });
  if (said && said.code) at("handover-code").textContent = said.code;
});

show(data.view);
listen("console", data.lang, show, (connected) => (status.textContent = connected ? "" : say("room_offline")));
