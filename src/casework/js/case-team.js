// A team at one screen: roles (never names) hold the pen in turn, a stage each; who decided and who disagreed is kept with the answer.

import { TEAM_ROLES } from "./answers.js";
import { all, make } from "./node.js";

/**
 * @param {HTMLElement} root
 * @param {import("./case-decisions.js").Say} say
 * @param {{answer: import("./criteria.js").Answer, team: boolean}} record
 * @param {() => void} changed
 */
export function wakeTeam(root, say, record, changed) {
  const id = `${root.id}-team`;
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", id, role: "switch", "aria-describedby": `${id}-note` }));
  const note = make("p.team-note", { id: `${id}-note` }, say("team_note"));
  /** @type {HTMLElement} */ (root.querySelector(".short-cut")).after(make("p.short-cut", {}, box, make("label", { for: id }, say("team"))), note);
  box.addEventListener("change", () => {
    record.team = box.checked;
    changed();
    show();
  });
  const stages = all(root, ".case-stage");
  const holder = (/** @type {number} */ place) => TEAM_ROLES[place % TEAM_ROLES.length];
  stages.forEach((stage, place) => {
    const role = say(`role_${holder(place)}`);
    /** @type {HTMLElement} */ (stage.querySelector("h2")).after(make("p.pen", { hidden: "" }, say("pen", { number: place + 1, role })));
  });
  const parts = all(root, "form.decision").map((form) => {
    const decision = form.dataset.decision || "";
    const turn = holder(stages.findIndex((stage) => stage.contains(form)));
    const roles = TEAM_ROLES.map((role) => make("option", { value: role }, say(`role_${role}`)));
    const select = /** @type {HTMLSelectElement} */ (make("select", { id: `${form.id}-role` }, ...roles));
    const text = /** @type {HTMLTextAreaElement} */ (make("textarea", { id: `${form.id}-dissent`, rows: "2", dir: "auto", maxlength: "2000" }));
    const dissent = make("details.dissent", {}, make("summary", {}, say("dissent")), make("label", { for: text.id }, say("dissent_note")), text);
    const part = make("div.team-part", { hidden: "" }, make("label", { for: select.id }, say("decided_by")), " ", select, dissent);
    const keep = () => {
      const held = { role: select.value, dissent: text.value };
      if (record.answer.decisions[decision].length || text.value.trim()) record.answer.team[decision] = held;
      else delete record.answer.team[decision];
    };
    part.addEventListener("input", () => {
      keep();
      changed();
    });
    /** @type {HTMLElement} */ (form.querySelector("fieldset")).after(part);
    return {
      decision, keep,
      show() {
        const held = record.answer.team[decision] || { role: "", dissent: "" };
        part.hidden = !record.team;
        select.value = held.role || turn;
        text.value = held.dissent;
        /** @type {HTMLDetailsElement} */ (dissent).open = Boolean(held.dissent);
      },
    };
  });

  function show() {
    box.checked = record.team;
    note.hidden = !record.team;
    for (const pen of all(root, ".pen")) pen.hidden = !record.team;
    for (const part of parts) part.show();
  }

  return {
    show,
    /** @param {string} decision */
    decided(decision) {
      const part = parts.find((one) => one.decision === decision);
      if (record.team && part) part.keep();
      // whoever decides alone now does not hold the role of then
      else if (record.answer.team[decision]) record.answer.team[decision].role = "";
    },
  };
}
