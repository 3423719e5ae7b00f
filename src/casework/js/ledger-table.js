// The ledger's table: filters above, a page of transfers at a time, a mark in each row.

import { fold } from "./fold.js";
import { moment, money, sums } from "./ledger-money.js";
import { all, button, make } from "./node.js";

const PAGE = matchMedia("(max-width: 44rem)").matches ? 10 : 25;

/**
 * @typedef {import("./case-ledger.js").Transfer} Transfer
 * @param {import("./case-ledger.js").LedgerData} data
 * @param {Transfer[]} transfers
 * @param {import("./strings.js").Say} say
 * @param {(transfer: string, reason: string) => void} set
 */
export function wakeTable(data, transfers, say, set) {
  const texts = new Map(transfers.map((one) => [one, fold([...one.row, data.names[one.payer] || "", data.names[one.payee] || ""].join(" "))]));
  const ends = new Map(transfers.map((one) => [one, fold([one.payer, one.payee, data.names[one.payer] || "", data.names[one.payee] || ""].join(" "))]));
  /** @type {Map<string, string>} */
  let reasons = new Map();
  let page = 0;

  const field = (/** @type {string} */ name, /** @type {Record<string, string>} */ attributes) => {
    const input = /** @type {HTMLInputElement} */ (make("input", { id: `ledger-${name}`, name, autocomplete: "off", ...attributes }));
    input.addEventListener("input", restart);
    return input;
  };
  const account = field("account", { type: "search", dir: "auto", maxlength: "60" });
  const text = field("text", { type: "search", dir: "auto", maxlength: "60" });
  const since = field("since", { type: "date" });
  const until = field("until", { type: "date" });
  const least = field("least", { type: "text", inputmode: "decimal", maxlength: "20" });
  const most = field("most", { type: "text", inputmode: "decimal", maxlength: "20" });
  const only = field("only_marked", { type: "checkbox" });
  const labelled = (/** @type {HTMLInputElement} */ input) => make("div.ledger-filter", {}, make("label", { for: input.id }, say(input.name)), input);
  const filters = /** @type {HTMLFormElement} */ (make("form.ledger-filters", { method: "dialog" },
    make("fieldset", {}, make("legend", {}, say("filters")), labelled(account), labelled(text), labelled(since), labelled(until), labelled(least), labelled(most),
      make("div.choice.ledger-only", {}, only, make("label", { for: only.id }, say("only_marked"))),
      make("div.item-actions", {}, button("clear", say("clear"), () => {
        filters.reset();
        restart();
        account.focus();
      })))));
  filters.addEventListener("submit", (event) => event.preventDefault());

  const found = make("p.ledger-found", { role: "status" });
  // roles said again, since the narrow layout takes a table's own away
  const body = make("tbody", { role: "rowgroup" });
  // a unit stands beside its amount
  const columns = data.columns.map((column, place) => ({ ...column, place })).filter((column) => column.kind !== "unit");
  const heads = columns.map((column) => make("th", { scope: "col", role: "columnheader" }, column.label));
  const table = make("table.ledger-table", { role: "table" }, make("caption", {}, data.title),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads, make("th", { scope: "col", role: "columnheader" }, say("mark")))), body);
  const earlier = button("earlier", say("earlier"), () => turn(-1));
  const later = button("later", say("later"), () => turn(1));
  const where = make("span.ledger-page");
  const node = make("div.ledger-desk", {}, filters, found, make("div.ledger-scroll", {}, table), make("div.ledger-pager", {}, earlier, where, later));

  body.addEventListener("change", (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    set(/** @type {string} */ (select.dataset.transfer), select.value);
  });
  body.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!pressed) return;
    account.value = pressed.dataset.account || "";
    restart();
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
    filters.scrollIntoView({ block: "nearest" });
  });

  function restart() {
    page = 0;
    fill();
  }

  /** @param {number} step */
  function turn(step) {
    page += step;
    fill();
    if (earlier.disabled || later.disabled) (earlier.disabled ? later : earlier).focus();
    table.scrollIntoView({ block: "nearest" });
  }

  function matching() {
    const [who, words] = [fold(account.value), fold(text.value).split(" ").filter(Boolean)];
    const [low, high] = [amount(least.value), amount(most.value)];
    return transfers.filter((one) =>
      (!who || /** @type {string} */ (ends.get(one)).includes(who)) && words.every((word) => /** @type {string} */ (texts.get(one)).includes(word)) &&
      (!since.value || one.time.slice(0, 10) >= since.value) && (!until.value || one.time.slice(0, 10) <= until.value) &&
      (low === null || one.cents >= low) && (high === null || one.cents <= high) && (!only.checked || reasons.has(one.id)));
  }

  function fill() {
    const rows = matching();
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    found.textContent = rows.length ? `${say("found", { count: rows.length, of: transfers.length })}. ${say("sums", { sums: sums(rows) })}` : say("none_found");
    body.replaceChildren(...rows.slice(page * PAGE, (page + 1) * PAGE).map(line));
    where.textContent = say("page_of", { page: page + 1, pages });
    earlier.disabled = page === 0;
    later.disabled = page === pages - 1;
  }

  /** @param {Transfer} one */
  function line(one) {
    const cells = columns.map(({ kind, label, place }) => {
      const attributes = { "data-label": label, role: kind === "id" ? "rowheader" : "cell", ...(kind === "id" ? { scope: "row" } : {}) };
      return make(`${kind === "id" ? "th" : "td"}.ledger-${kind}`, /** @type {Record<string, string>} */ (attributes), cell(kind, one, one.row[place]));
    });
    const options = [{ id: "", text: say("not_marked") }, ...data.reasons].map((reason) => make("option", { value: reason.id }, reason.text));
    const select = /** @type {HTMLSelectElement} */ (make("select", { "data-transfer": one.id, "aria-label": say("mark_of", { transfer: one.id }) }, ...options));
    const row = make("tr", { role: "row" }, ...cells, make("td.ledger-mark", { "data-label": say("mark"), role: "cell" }, select));
    paint(row, select);
    return row;
  }

  /** @param {string} kind @param {Transfer} one @param {string} text */
  function cell(kind, one, text) {
    if (kind === "time") return make("bdi", {}, ...moment(text).split(" ").flatMap((part) => [make("span.ledger-part", {}, part), " "]));
    if (kind === "amount") return make("bdi", {}, `${money(one.cents)} ${one.unit}`);
    if (kind !== "payer" && kind !== "payee") return make("bdi", {}, text);
    const name = data.names[text];
    const press = make("button.ledger-account", { type: "button", "data-account": text, "aria-label": say("follow", { account: text }) }, make("bdi", {}, text));
    return make("div", {}, press, ...(name ? [make("span.ledger-name", {}, name)] : []));
  }

  /** @param {HTMLElement} row @param {HTMLSelectElement} select */
  function paint(row, select) {
    const reason = reasons.get(select.dataset.transfer || "") || "";
    select.value = reason;
    row.classList.toggle("marked", reason !== "");
    row.classList.toggle("drawn", data.drawn.includes(reason));
  }

  fill();
  return {
    node,
    /** @param {import("./case-ledger.js").Marks} marks */
    show(marks) {
      reasons = new Map(marks.map((mark) => [String(mark.transfer), String(mark.reason || "")]));
      if (only.checked && !body.contains(document.activeElement)) return fill();
      for (const row of all(body, "tr")) paint(row, /** @type {HTMLSelectElement} */ (row.querySelector("select")));
    },
  };
}

/** Typed amounts, with or without commas or blanks, in any digits; null for none. @param {string} typed */
function amount(typed) {
  const plain = fold(typed).replace(/[,\s\u066c]/g, "").replace("\u066b", ".");
  return /^\d+(\.\d*)?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}
