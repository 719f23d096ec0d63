/** What an import of sales does to today's stock: nothing, or it takes out what was sold. */
export const STOCK_MODES = ['keep', 'deduct'] as const;
export type StockMode = (typeof STOCK_MODES)[number];
