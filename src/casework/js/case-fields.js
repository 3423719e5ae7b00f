// The form's fields: what stands in them, in the shape of an answer file, and back.

import { all, make } from "./node.js";

/**
 * @typedef {{id: string, kind: string, default: any, columns?: FieldData[]}} FieldData
 * @param {HTMLElement} draft
 * @param {FieldData[]} fields
 * @param {(name: string, values?: Record<string, any>) => string} say
 * @param {() => void} changed
 */
export function formFields(draft, fields, say, changed) {
  /** @param {string} id @returns {HTMLElement} */
  const boxOf = (id) => /** @type {HTMLElement} */ (draft.querySelector(`[data-field="${id}"]`));

  for (const field of fields) if (field.kind === "rows") wakeRows(boxOf(field.id), field, say, changed);
  draft.addEventListener("input", changed);
  draft.addEventListener("change", changed);

  return {
    /** @returns {Record<string, any>} */
    read: () => Object.fromEntries(fields.map((field) => [field.id, readValue(boxOf(field.id), field)])),
    /** @param {Record<string, any>} request */
    show(request) {
      for (const field of fields) showValue(boxOf(field.id), field, request[field.id], say);
    },
    /** @param {string} id @param {any} value */
    set(id, value) {
      for (const field of fields) if (field.id === id) showValue(boxOf(id), field, value, say);
    },
    /** @param {string} id the first control of a field */
    control: (id) => /** @type {HTMLElement | null} */ (boxOf(id).querySelector("input, select, textarea")),
  };
}

/**
 * What stands in a field. A text that its control can't show (a date that is none, from a file) stays until something is entered.
 * @param {HTMLElement} box @param {FieldData} field @returns {any}
 */
function readValue(box, field) {
  const value = readControl(box, field);
  return value === "" ? box.dataset.kept || "" : value;
}

/** @param {HTMLElement} box @param {FieldData} field @returns {any} */
function readControl(box, field) {
  if (field.kind === "rows") {
    const rows = all(box, ".row").map((row) =>
      Object.fromEntries((field.columns || []).map((column) => [column.id, readValue(cellOf(row, column), column)])),
    );
    return rows.filter((row) => Object.values(row).some((value) => value !== "" && value !== false));
  }
  if (field.kind === "datetime") return readMoment(box);
  const inputs = /** @type {HTMLInputElement[]} */ (all(box, "input, select, textarea"));
  if (field.kind === "check") return inputs[0].checked;
  if (field.kind === "choices") return inputs.filter((input) => input.checked).map((input) => input.value);
  if (field.kind === "choice" && inputs[0].type === "radio") return (inputs.find((input) => input.checked) || { value: "" }).value;
  return inputs[0].value;
}

/** @param {HTMLElement} box @param {FieldData} field @param {any} value @param {(name: string, values?: any) => string} say */
function showValue(box, field, value, say) {
  delete box.dataset.kept;
  all(box, ":scope > .field-kept").forEach((old) => old.remove());
  showControl(box, field, value, say);
  if (!["date", "datetime"].includes(field.kind) || !value || readControl(box, field)) return;
  box.dataset.kept = value;
  box.append(make("p.field-kept", {}, make("bdi", {}, value)));
}

/** @param {HTMLElement} box @param {FieldData} field @param {any} value @param {(name: string, values?: any) => string} say */
function showControl(box, field, value, say) {
  if (field.kind === "rows") {
    const list = /** @type {HTMLElement} */ (box.querySelector(".rows"));
    list.replaceChildren();
    for (const row of value.length ? value : [null, null]) {
      const node = addRow(box, say);
      if (row) for (const column of field.columns || []) showValue(cellOf(node, column), column, row[column.id], say);
    }
    return;
  }
  if (field.kind === "datetime") return showMoment(box, value);
  const inputs = /** @type {HTMLInputElement[]} */ (all(box, "input, select, textarea"));
  if (field.kind === "check") inputs[0].checked = value === true;
  else if (field.kind === "choices") inputs.forEach((input) => (input.checked = value.includes(input.value)));
  else if (inputs[0].type === "radio") inputs.forEach((input) => (input.checked = input.value === value));
  else inputs[0].value = field.kind === "date" ? realDay(value) : value;
}

/** @param {HTMLElement} row @param {FieldData} column @returns {HTMLElement} */
function cellOf(row, column) {
  return /** @type {HTMLElement} */ (row.querySelector(`[data-column="${column.id}"]`));
}

/** Day, time and zone as one text; half of it is kept as far as it goes, so that nothing typed is lost. @param {HTMLElement} box */
function readMoment(box) {
  const [day, time, zone] = ["day", "time", "zone"].map((part) => partOf(box, part).value);
  if (!day && !time) return "";
  const clock = time && time.length === 5 ? `${time}:00` : time;
  return `${day}${clock ? `T${clock}` : ""}${clock ? zone : ""}`;
}

/** @param {HTMLElement} box @param {string} value */
function showMoment(box, value) {
  const found = /^([0-9-]*)(?:T([01][0-9]:[0-5][0-9]|2[0-3]:[0-5][0-9])(?::([0-5][0-9]))?(Z|[+-][0-9]{2}:[0-9]{2})?)?$/.exec(value) || [];
  partOf(box, "day").value = realDay(found[1] || "");
  partOf(box, "time").value = found[2] ? `${found[2]}${found[3] && found[3] !== "00" ? `:${found[3]}` : ""}` : "";
  partOf(box, "zone").value = found[4] || "";
}

/** A day that the browser's control can hold, else nothing. @param {string} value */
function realDay(value) {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : "";
}

/** @param {HTMLElement} box @param {string} part @returns {HTMLInputElement} */
function partOf(box, part) {
  return /** @type {HTMLInputElement} */ (box.querySelector(`[data-part="${part}"]`));
}

let made = 0;

/** A copy of the row's template with ids of its own. @param {HTMLElement} box @param {(name: string, values?: any) => string} say */
function addRow(box, say) {
  const list = /** @type {HTMLElement} */ (box.querySelector(".rows"));
  const template = /** @type {HTMLTemplateElement} */ (box.querySelector("template"));
  const row = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
  made += 1;
  for (const node of all(row, "[id]")) node.id += `-r${made}`;
  for (const label of /** @type {HTMLLabelElement[]} */ (all(row, "label"))) label.htmlFor += `-r${made}`;
  row.append(make("button.row-remove", { type: "button" }, say("row_remove")));
  list.append(row);
  number(list, say);
  return row;
}

/** @param {HTMLElement} list @param {(name: string, values?: any) => string} say */
function number(list, say) {
  all(list, ".row-number").forEach((legend, place) => (legend.textContent = `${say("row")} ${place + 1}`));
}

/** @param {HTMLElement} box @param {FieldData} field @param {(name: string, values?: any) => string} say @param {() => void} changed */
function wakeRows(box, field, say, changed) {
  const add = make("button.row-add", { type: "button" }, say("row_add"));
  const told = make("p.visually-hidden", { role: "status" });
  /** @type {HTMLElement} */ (box.querySelector(".rows")).after(add, told);
  showValue(box, field, [], say);
  box.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("button");
    if (pressed === add) /** @type {HTMLElement} */ (addRow(box, say).querySelector("input, select, textarea")).focus();
    else if (pressed && pressed.classList.contains("row-remove")) {
      /** @type {HTMLElement} */ (pressed.closest(".row")).remove();
      number(/** @type {HTMLElement} */ (box.querySelector(".rows")), say);
      told.textContent = say("row_removed");
      add.focus();
      changed();
    }
  });
}
