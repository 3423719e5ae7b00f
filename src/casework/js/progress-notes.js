// Notes of all lessons; cases of which two devices held different versions.

import { address, lessonAt, map, say, written } from "./course-map.js";
import { key } from "./keys.js";
import { button, make } from "./node.js";
import { names, read, write } from "./store.js";

/** @returns {Node[]} */
export function notesOf() {
  const prefix = `${key("note")}:`;
  const found = names(prefix).flatMap((name) => {
    const page = name.slice(prefix.length);
    const kept = Object(read(name));
    const lesson = lessonAt.get(page);
    if (typeof kept.text !== "string") return [];
    const others = (Array.isArray(kept.others) ? kept.others : []).flatMap((/** @type {any} */ one) =>
      [make("p.note-other", {}, say("note_other", { day: written(String(Object(one).at)) })), make("blockquote.note-text", { dir: "auto" }, String(Object(one).text))]);
    const title = lesson ? make("a", { href: address(page) }, lesson.title) : page;
    return [make("h3", {}, title), make("blockquote.note-text", { dir: "auto" }, kept.text), ...others];
  });
  return found.length ? found : [make("p", {}, say("notes_none"))];
}

/** @param {() => void} changed @returns {Node[]} */
export function versionsOf(changed) {
  const rows = map.cases.flatMap(({ slug, title }) => {
    const name = key("case", slug);
    const kept = Object(read(name));
    return (Array.isArray(kept.others) ? kept.others : []).map((/** @type {any} */ other) =>
      make("li", {}, button("version", say("version_use", { title, day: other.at ? written(other.at) : "–" }), () => {
        const { answer, at, others, ...rest } = kept;
        const left = others.filter((/** @type {any} */ one) => one !== other);
        write(name, { ...rest, answer: other.answer, at: new Date().toISOString(), others: [{ at: at || "", answer }, ...left] });
        changed();
      })));
  });
  return rows.length ? [make("p", {}, say("versions_how")), make("ul.versions", {}, ...rows)] : [];
}
