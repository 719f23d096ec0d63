/** A field of goods or a sale that an action changes. */
export type ChangedField =
  | 'name'
  | 'category'
  | 'price'
  | 'cost_price'
  | 'stock_quantity'
  | 'sku'
  | 'unit'
  | 'lead_time_days'
  | 'low_stock_threshold'
  | 'quantity'
  | 'sale_date'
  | 'total_revenue'
  | 'archived';

/** What the assistant says of itself, whichever model speaks, in one language. Figures come in as texts of that language. */
export interface ChatPhrases {
  readonly fields: Readonly<Record<ChangedField, string>>;
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
  addGoods(name: string, price: string, stock: string): string;
  updateGoods(name: string, changes: string): string;
  deleteGoods(name: string): string;
  restoreGoods(name: string): string;
  addSale(units: string, name: string, day: string, total: string): string;
  updateSale(name: string, day: string, changes: string): string;
  deleteSale(units: string, name: string, day: string): string;
  receiveStock(units: string, name: string, cost: string | null): string;
  putBack(name: string, changes: string): string;
  undo(summary: string): string;
  change(field: string, before: string, after: string): string;
  askToConfirm(summary: string): string;
  done(summary: string): string;
  cancelled(summary: string): string;
  readonly expired: string;
  readonly outdated: string;
  readonly notAsked: string;
  readonly nothingToChange: string;
  readonly nothingToUndo: string;
  readonly busyModel: string;
  readonly slowModel: string;
  readonly confusedModel: string;
  readonly dailyLimit: string;
  readonly refused: string;
  readonly oneAtATime: string;
  whichGoods(asked: string): string;
  noGoods(asked: string): string;
  notEnough(available: string, requested: string): string;
  notPossible(detail: string): string;
  readonly goneGoods: string;
  readonly goneSale: string;
}
