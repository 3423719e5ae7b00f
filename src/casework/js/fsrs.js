// Entry of the adaptive plan, loaded on the review page when somebody chooses it: FSRS says when a question comes back,
// from the history of its tries alone, so that nothing else has to be kept.

import { createEmptyCard, fsrs, Rating } from "ts-fsrs";
import { day, right, sittings } from "./schedule.js";

const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });

/** @param {import("./host.js").Try} one */
function rating(one) {
  if (!right(one)) return one.score ? Rating.Hard : Rating.Again;
  return one.certainty === "guess" ? Rating.Hard : Rating.Good;
}

/** The day on which the question comes back. @param {import("./host.js").Try[]} tries @returns {string[]} */
function adaptive(tries) {
  const fresh = sittings(tries);
  if (!fresh.length) return [];
  let card = createEmptyCard(new Date(fresh[0].at));
  for (const one of fresh) card = scheduler.next(card, new Date(one.at), rating(one)).card;
  return [day(card.due.getTime())];
}

Object(window).caseworkFsrs = adaptive;
