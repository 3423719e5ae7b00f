// The participant's page: follows the room, answers its questions, loses nothing when the network does.

import { all, make } from "./node.js";
import { roomItem } from "./room-item.js";
import { queue } from "./room-queue.js";
import { countdown, freshKey, listen, pageData } from "./room-stream.js";
import { wording } from "./strings.js";

const data = pageData();
const say = wording(data.strings);
const place = /** @type {HTMLElement} */ (document.querySelector("#step"));
const status = /** @type {HTMLElement} */ (document.querySelector(".room-status"));
const timer = /** @type {HTMLElement} */ (document.querySelector(".room-timer"));
const AGAIN = 2000;
const SPREAD = 300; // a room full of phones does not ask in the same moment
const LARGEST = 190_000;

/** @type {any} */
let view = {};
let shown = "";
let asking = false;
/** @type {Map<string, ReturnType<typeof roomItem>>} */
let items = new Map();

const clock = countdown((text, over) => {
  timer.hidden = !text;
  timer.classList.toggle("over", over);
  timer.textContent = text && `${view.paused ? say("room_paused") : say("room_left")} ${text}`;
});

const waiting = queue(`casework-room:${data.own}`, {
  done(entry, receipt) {
    tell("");
    const text = receipt.counted === false ? say("room_uncounted") : say("room_kept");
    const item = items.get(entry.body.item);
    if (item && entry.body.step === view.here) item.say(text);
    else if (entry.body.text !== undefined) void refresh();
  },
  refused(entry, reason) {
    tell("");
    const item = items.get(entry.body.item);
    if (item) item.say(say("room_refused", { reason }));
    else tell(say("room_refused", { reason }));
  },
  waiting: (count) => tell(say("room_queued", { count })),
});

/** @param {string} text */
function tell(text) {
  status.textContent = text;
  status.classList.toggle("warn", Boolean(text));
}

/** Ask where the room is, until it says so. */
async function refresh() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(`/room/now?lang=${data.lang}`, { credentials: "same-origin" });
    if (answer.status === 401) return void location.assign("/room/");
    if (!answer.ok) throw new Error(String(answer.status));
    show(await answer.json());
  } catch {
    window.setTimeout(refresh, AGAIN);
  } finally {
    asking = false;
  }
}

/** @param {any} next */
function show(next) {
  view = next;
  const name = `${next.here}/${next.round}/${next.ended}`;
  // the same step keeps its form: nobody loses half an answer to a pause
  if (name !== shown) {
    const first = shown === "";
    shown = name;
    place.innerHTML = next.html;
    items = new Map(/** @type {HTMLFormElement[]} */ (all(place, "form.item")).map((form) => [String(form.dataset.item), roomItem(form, say, (response, sure) => answer(String(form.dataset.item), response, sure))]));
    wakeText();
    wakeFile();
    const heading = /** @type {HTMLElement | null} */ (place.querySelector("h1"));
    if (heading && !first) heading.focus({ preventScroll: true });
    if (!first) scrollTo({ top: 0 });
  }
  const open = next.phase === "open" && !next.paused && !next.ended;
  const pending = waiting.entries();
  for (const [ref, item] of items) {
    const mine = next.items[ref] || { response: null, outcome: null };
    const unsent = pending.filter((entry) => entry.body.item === ref && entry.body.step === next.here && entry.body.round === next.round).pop();
    item.show(unsent ? { response: unsent.body.response, outcome: null } : mine, open, next.keys[ref]);
  }
  const team = next.team ? make("p.room-team", {}, say("room_team", next.team)) : "";
  const notes = { discuss: "room_discuss", closed: "room_closed" };
  const word = next.paused ? "room_paused" : notes[/** @type {"discuss"} */ (next.phase)];
  all(place, ".room-team, .room-phase").forEach((node) => node.remove());
  const heading = place.querySelector("h1");
  if (heading) heading.after(...(word && next.here && !next.ended ? [make("p.room-phase", { role: "status" }, say(word))] : []), team);
  for (const form of all(place, ".room-text, .room-file")) all(form, "button, textarea, input").forEach((field) => (/** @type {HTMLButtonElement} */ (field).disabled = !open));
  showOwn();
  clock(next);
}

/** @param {string} item @param {any} response @param {string | undefined} certainty */
function answer(item, response, certainty) {
  waiting.add("/room/answers", { key: freshKey(), step: view.here, round: view.round, item, response, ...(certainty ? { certainty } : {}) });
}

function wakeText() {
  const form = /** @type {HTMLFormElement | null} */ (place.querySelector(".room-text"));
  if (!form) return;
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
  form.append(make("div.room-sent"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    waiting.add("/room/texts", { key: freshKey(), step: view.here, text });
    field.value = "";
    field.focus();
    showOwn();
  });
}

/** What I have sent, the unsent too. */
function showOwn() {
  const box = place.querySelector(".room-sent");
  if (!box) return;
  const unsent = waiting.entries().filter((entry) => entry.url === "/room/texts" && entry.body.step === view.here);
  const texts = [...view.texts, ...unsent.map((entry) => `${entry.body.text} …`)];
  box.replaceChildren(...(texts.length ? [make("h2", {}, say("room_your_texts")), make("ul", { role: "status" }, ...texts.map((text) => make("li", { dir: "auto" }, text)))] : []));
}

function wakeFile() {
  const form = /** @type {HTMLFormElement | null} */ (place.querySelector(".room-file"));
  if (!form) return;
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const note = make("p.room-note", { role: "status" }, view.file ? say("room_handed_in", view.file) : "");
  form.append(note);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = input.files && input.files[0];
    if (!file) return void (note.textContent = say("room_no_file"));
    if (file.size > LARGEST) return void (note.textContent = say("room_large_file"));
    note.textContent = say("room_sending");
    const body = JSON.stringify({ key: freshKey(), step: view.here, text: await file.text() });
    try {
      const sent = await fetch("/room/files", { method: "POST", headers: { "Content-Type": "application/json" }, body, credentials: "same-origin" });
      const said = await sent.json();
      note.textContent = sent.ok ? say("room_handed_in", { number: said.seq }) : say("room_refused", { reason: said.error });
    } catch {
      note.textContent = say("room_failed");
    }
  });
}

show(data.view);
void waiting.flush();
listen(
  "me",
  data.lang,
  (news) => {
    if (news.position === view.position) return clock(Object.assign(view, { left: news.left, paused: news.paused }));
    window.setTimeout(refresh, Math.random() * SPREAD);
  },
  (connected) => {
    const count = waiting.entries().length;
    tell(connected ? "" : count ? say("room_queued", { count }) : say("room_offline"));
    if (connected) void waiting.flush();
  },
);
