/** What the offline assistant says, in one language. Figures come in as texts of that language. */
export interface OfflinePhrases {
  /** Says who speaks. */
  readonly signature: string;
  readonly greeting: string;
  readonly help: string;
  readonly notUnderstood: string;
  readonly nothingWaits: string;
  readonly missing: Readonly<Record<'goods' | 'quantity' | 'price' | 'name', string>>;
  candidate(name: string, price: string, stock: string): string;
  readonly chooseOne: string;
  noGoodsFound: string;
  noneRunsOut: string;
  goodsListed(shown: string, total: string): string;
  runOut(total: string): string;
  goodsLine(name: string, stock: string, price: string): string;
  goodsDetail(name: string, stock: string, price: string): string;
  goodsCost(cost: string): string;
  noSales(period: string): string;
  sales(period: string, sales: string, units: string, revenue: string, profit: string): string;
  saleLine(day: string, name: string, units: string, revenue: string): string;
  period(from: string | null, to: string | null): string;
  readonly noForecast: string;
  forecast(name: string, days: string, units: string, stock: string): string;
  order(quantity: string): string;
  readonly orderNothing: string;
  restock(total: string, cost: string): string;
  restockLine(name: string, quantity: string, stock: string): string;
  readonly nothingToBuy: string;
  readonly stale: string;
  dashboard(month: string, revenue: string, profit: string): string;
  bestSeller(name: string, units: string): string;
  monthBefore(revenue: string): string;
  stockValue(value: string): string;
}
