// Amounts of a ledger: whole hundredths, summed by unit, written alike in every language.

/** @param {number} cents */
export function money(cents) {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = cents % 100;
  return rest ? `${whole}.${String(rest).padStart(2, "0")}` : whole;
}

/** "8,860,000 EUR; 40 PRT" @param {import("./case-ledger.js").Transfer[]} transfers */
export function sums(transfers) {
  /** @type {Map<string, number>} */
  const units = new Map();
  for (const { unit, cents } of transfers) units.set(unit, (units.get(unit) || 0) + cents);
  return [...units].map(([unit, cents]) => `${money(cents)} ${unit}`.trim()).join("; ");
}

/** "2026-03-12 08:14:20" @param {string} time */
export const moment = (time) => time.replace("T", " ").replace("Z", "");
