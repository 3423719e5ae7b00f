// Every name under which the browser keeps something of this course. Nothing else may make one: the page on privacy lists these kinds,
// and a test compares. (The colour scheme alone stands outside, as `casework:theme`: it belongs to no course.)

export const course = document.documentElement.dataset.course || "";
export const PREFIX = `casework:${course}:`;

/** kind → whether a progress file takes it along. What is named by itself has no second part. @type {Record<string, boolean>} */
export const KINDS = {
  item: true, // item:<theme>/<slug> — the tries at a question, with points, time and certainty
  check: true, // check:<form> — a draft and the results of the starting or closing check
  case: true, // case:<slug> — decisions and the draft of a case
  note: true, // note:<page> — a note that the learner wrote on a lesson
  read: true, // read:<page> — when a lesson was first read to its end
  role: true, // the role that was chosen
  place: true, // the page that was open last
  certainty: true, // whether lessons ask how sure the learner is
  plan: true, // which plan brings questions back
  keep: false, // "no" on a computer that keeps nothing after the tab is closed
  neighbour: false, // whether pages opened as files see each other's records
  probe: false, // written and removed at once: does this browser keep anything?
};

/** What was kept and can't be read is put aside under its name and this. */
export const ASIDE = ":unreadable";

/** @param {string} kind one of KINDS @param {string} [id] of what, where there are several */
export const key = (kind, id) => PREFIX + kind + (id ? `:${id}` : "");
