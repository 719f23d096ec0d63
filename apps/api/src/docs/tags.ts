/** The subjects that routes are grouped under, in the order in which a reader meets them. */
export const TAGS: Readonly<Record<string, string>> = {
  auth: 'Accounts: sign up, sign in, and the tokens that the other routes ask for',
  goods: 'What the shop sells, with its price, cost and stock',
  stock: 'What moved the stock and why, receipts, adjustments, and whether the books balance',
  'stock counts': 'Stock opname: count while selling goes on; closing a count books the differences',
  sales: 'What was sold; every sale takes its units out of the stock',
  'import and export': 'Goods and sales as CSV files',
  dashboard: 'A month of the shop at a glance',
  forecast: 'What the coming days should sell, and what to order because of it',
  restock: 'What to buy now, and what to spend a budget on',
  chat: 'Ask the assistant in plain words; it proposes changes, and carries out what is confirmed',
  settings: 'How the shop counts its days and restocks',
  health: 'For probes: whether the process runs and can work',
};
