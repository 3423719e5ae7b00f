// Accounts in layers: each below everybody who pays it, so that money flows down. Circles are cut, not followed.

/** @param {{payer: string, payee: string}[]} links @returns {string[][]} */
export function layers(links) {
  const accounts = [...new Set(links.flatMap((link) => [link.payer, link.payee]))];
  /** @type {Map<string, number>} */
  const depth = new Map(accounts.map((account) => [account, 0]));
  const at = (/** @type {string} */ account) => /** @type {number} */ (depth.get(account));
  // the longest way without a circle has fewer steps than there are accounts
  for (let round = 1, moved = true; moved && round < accounts.length; round += 1) {
    moved = false;
    for (const { payer, payee } of links) {
      if (payer === payee || at(payee) > at(payer) || at(payer) + 1 >= accounts.length) continue;
      depth.set(payee, at(payer) + 1);
      moved = true;
    }
  }
  /** @type {string[][]} */
  const rows = [];
  for (const account of accounts) (rows[at(account)] = rows[at(account)] || []).push(account);
  const packed = rows.filter(Boolean);
  // beside those who stand below the same payer
  packed.forEach((row, number) => {
    if (!number) return;
    const above = packed[number - 1];
    const place = (/** @type {string} */ account) => {
      const from = links.filter((link) => link.payee === account).map((link) => above.indexOf(link.payer)).filter((n) => n >= 0);
      return from.length ? from.reduce((sum, n) => sum + n, 0) / from.length : above.length;
    };
    row.sort((one, other) => place(one) - place(other));
  });
  return packed;
}
