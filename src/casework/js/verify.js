// Entry of the page that verifies a signed certificate: a pasted text or an opened file, nothing leaves the page.

import { facts, publicKey, verified } from "./credential.js";
import { all, button, make } from "./node.js";
import { wording } from "./strings.js";

const SHOWN = ["name", "title", "version", "form", "hours", "date", "issuer", "did", "objectives", "description"];
const LIMIT = 100_000; // bytes of a file; a certificate has a twentieth of it

for (const root of all(document, ".verify-page")) {
  const { words } = JSON.parse(/** @type {HTMLElement} */ (root.querySelector(".verify-data")).textContent || "");
  const say = wording(words);
  const text = /** @type {HTMLTextAreaElement} */ (make("textarea", { id: "verify-text", rows: "6", spellcheck: "false", autocomplete: "off", "aria-describedby": "verify-text-how" }));
  const key = /** @type {HTMLInputElement} */ (make("input", { id: "verify-key", spellcheck: "false", autocomplete: "off", dir: "ltr", "aria-describedby": "verify-key-how" }));
  const file = /** @type {HTMLInputElement} */ (make("input", { type: "file", id: "verify-file", accept: ".json,application/json,text/plain" }));
  const result = make("div.verify-result", { role: "status", tabindex: "-1", hidden: "" });
  const form = make(
    "form.verify-form", { novalidate: "" },
    make("label", { for: text.id }, say("verify_text")), make("p.how", { id: "verify-text-how" }, say("verify_text_how")), text,
    make("label", { for: file.id }, say("verify_file")), file,
    make("label", { for: key.id }, say("verify_key")), make("p.how", { id: "verify-key-how" }, say("verify_key_how")), key,
    make("div.item-actions", {}, button("primary", say("verify_do"))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  file.addEventListener("change", async () => {
    const chosen = file.files && file.files[0];
    file.value = "";
    if (!chosen) return;
    if (chosen.size > LIMIT) return tell(say("verify_too_large"), false);
    text.value = await new Response(chosen).text();
    show();
  });
  root.append(form, result);

  function show() {
    const trusted = key.value.trim().split("#")[0];
    const { code, said } = verified(text.value, trusted);
    const good = code === "valid";
    const named = good || code === "other-issuer";
    const whole = good && trusted && publicKey(trusted) ? "verify_trusted" : `verify_${code}`;
    const notes = good && whole !== "verify_trusted" ? [make("p", {}, say("verify_whose"))] : [];
    tell(say(whole), good, ...notes, ...(named ? [list(facts(said))] : []));
  }

  /** What was signed; nothing of what was not. @param {Record<string, string>} said */
  function list(said) {
    const rows = SHOWN.filter((name) => said[name]).flatMap((name) => [make("dt", {}, label(name)), make("dd", { dir: "auto" }, value(name, said[name]))]);
    return make("dl", {}, ...rows);
  }

  /** @param {string} name */
  function label(name) {
    return words[{ did: "cert_key", title: "verify_course", description: "verify_says", name: "verify_name" }[name] || `cert_${name}`];
  }

  /** @param {string} name @param {string} said */
  function value(name, said) {
    return (name === "form" && words[`cert_form_${said}`]) || said;
  }

  /** @param {string} line @param {boolean} good @param {...Node} rest */
  function tell(line, good, ...rest) {
    result.hidden = false;
    result.classList.toggle("is-valid", good);
    result.replaceChildren(make("p", {}, make("b", {}, line)), ...rest);
    result.focus();
  }
}
