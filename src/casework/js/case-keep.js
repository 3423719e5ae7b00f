// Keeping an answer: as a file, from a file, as Word, on paper; starting again.

import { confirmed } from "./confirm.js";
import { download } from "./download.js";
import { button, make } from "./node.js";

const LIMIT = 1_000_000; // as Python reads at most

/**
 * @param {HTMLElement} box
 * @param {string} slug
 * @param {import("./case-decisions.js").Say} say
 * @param {{text: () => Promise<string | null>, open: (text: string) => Promise<string>, word: () => Promise<Uint8Array | null>, restart: () => void}} acts
 *   `open` gives the message to show
 */
export function wakeKeep(box, slug, say, acts) {
  const status = make("p.keep-status", { role: "status" });
  const file = /** @type {HTMLInputElement} */ (make("input", { type: "file", accept: ".toml,text/plain", hidden: "", tabindex: "-1", "aria-hidden": "true" }));
  file.addEventListener("change", async () => {
    const chosen = file.files && file.files[0];
    file.value = "";
    if (!chosen) return;
    status.textContent = chosen.size > LIMIT ? say("too_large") : await acts.open(await readText(chosen));
  });
  const again = button("again", say("start_again"), () => {});
  box.append(
    make(
      "div.item-actions", {},
      button("save-file", say("save_file"), async () => {
        const text = await acts.text();
        if (text !== null) download(text, "application/toml", "answer.toml");
        status.textContent = say(text === null ? "engine_failed" : "saved");
      }),
      button("open-file", say("open_file"), () => file.click()),
      button("save-word", say("save_word"), async () => {
        const bytes = await acts.word();
        const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        if (bytes) download(/** @type {BlobPart} */ (bytes), type, `${slug}.docx`);
        status.textContent = say(bytes ? "saved" : "no_word");
      }),
      button("print", say("print"), () => window.print()),
      again,
      file,
    ),
    status,
  );
  confirmed(again, say("start_sure"), () => {
    acts.restart();
    return say("started");
  });
  return status;
}

/** Bytes that are no UTF-8 text come as null characters' kin: the reader of answers refuses them. @param {File} file */
async function readText(file) {
  const bytes = await new Response(file).arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return "\u0000";
  }
}
