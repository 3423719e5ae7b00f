// Said plainly, once a page: that this browser keeps nothing, that it keeps each page apart, that something could not be read. With each
// notice comes the progress file, since what the page still holds can leave in it. Study goes on in every case.

import { keptApart } from "./neighbour.js";
import { button, make } from "./node.js";
import { saveProgress } from "./progress-save.js";
import { passing, works } from "./store.js";

/** @param {HTMLElement} article @param {import("./strings.js").Say} say */
export function notices(article, say) {
  // a case says this itself, and has a file of its own
  const own = article.querySelector(".case");
  const first = article.querySelector("form.item, .check") || article.firstElementChild;
  let told = false;
  /** @param {string} name @param {Element | null} before */
  const tell = (name, before) => {
    if (told || !before || (own && name !== "keeps_nothing")) return;
    told = true;
    before.before(make("div.item-notice", { role: "status" }, make("p", {}, say(name)), button("save-progress", say("progress_save"), saveProgress)));
  };
  addEventListener("casework:unkept", () => {
    const form = document.activeElement && document.activeElement.closest("form.item");
    tell("not_kept", (form && form.querySelector(".item-actions, .item-outcome")) || first);
  });
  addEventListener("casework:unreadable", () => tell("kept_unreadable", first));
  // told by the page's other script before this one ran
  if (Object(window).caseworkUnreadable) tell("kept_unreadable", first);
  if (passing()) tell("keeps_nothing", own ? own : first);
  else if (works() && keptApart()) tell("kept_apart", first);
}
