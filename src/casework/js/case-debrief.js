// The debrief and the model answer: fetched when they are wanted, and divided among the case's debrief stages.

import { all, button, make } from "./node.js";

/**
 * @param {HTMLElement} root
 * @param {import("./strings.js").Say} say
 * @param {() => Promise<{debrief: string, model: string} | null>} load
 * @param {() => void} opened
 */
export function wakeDebrief(root, say, load, opened) {
  const places = all(root, ".case-debrief");
  const waits = make("p.debrief-waits", {}, say("debrief_waits"));
  const open = button("primary", say("debrief_open"), async () => {
    const found = await load();
    if (!found) {
      waits.textContent = say("debrief_failed");
      waits.hidden = false;
      return;
    }
    const whole = make("div");
    // our own build rendered it from the course's files
    whole.innerHTML = found.debrief;
    const model = make("details.model", {}, make("summary", {}, say("model")));
    model.insertAdjacentHTML("beforeend", found.model);
    const parts = divided(whole, places.length);
    places.forEach((place, number) => place.replaceChildren(make("div.debrief-text", { tabindex: "-1" }, ...parts[number])));
    places[places.length - 1].append(model);
    /** @type {HTMLElement} */ (places[0].firstElementChild).focus();
    opened();
  });
  places[0].append(waits, make("div.item-actions", {}, open));
  return {
    /** @param {boolean} ready */
    ready(ready) {
      waits.hidden = ready;
      open.textContent = say(ready ? "debrief_open" : "debrief_anyway");
    },
  };
}

/** The debrief cut before each of its highest headings, in as many parts as there are places. @param {HTMLElement} whole @param {number} count */
function divided(whole, count) {
  const parts = /** @type {Node[][]} */ (Array.from({ length: count }, () => []));
  const highest = (whole.querySelector("h3, h4, h5") || { tagName: "" }).tagName;
  let place = -1;
  for (const node of [...whole.children]) {
    if (node.tagName === highest || place < 0) {
      place = Math.min(place + 1, count - 1);
      // with one stage a part, the stage's own title says what the heading would
      if (node.tagName === highest && count > 1) continue;
    }
    parts[place].push(node);
  }
  return parts;
}
