import type { SaleView } from '../src/sales/dto/sale.view.js';

/** A sale as its till knows it. Amounts are hundredths. */
export interface KnownSale {
  readonly id: string;
  readonly goodsId: string;
  readonly unitPrice: bigint;
  readonly unitCost: bigint;
  quantity: number;
  day: string;
}

/** What all tills together know to have happened: only what the API has said yes to, each once. */
export class BankBooks {
  /** Units of each goods that came and went otherwise than by sales. */
  readonly moved = new Map<string, number>();
  readonly sales = new Map<string, KnownSale>();

  move(goodsId: string, units: number): void {
    this.moved.set(goodsId, (this.moved.get(goodsId) ?? 0) + units);
  }

  /** The units that must be on hand. */
  stockOf(goodsId: string): number {
    let stock = this.moved.get(goodsId) ?? 0;
    for (const sale of this.sales.values()) if (sale.goodsId === goodsId) stock -= sale.quantity;
    return stock;
  }

  /** Units, revenue and profit of a month `YYYY-MM`, amounts in hundredths. */
  month(month: string): { revenue: bigint; profit: bigint; quantity: number } {
    const sums = { revenue: 0n, profit: 0n, quantity: 0 };
    for (const { day, quantity, unitPrice, unitCost } of this.sales.values()) {
      if (!day.startsWith(month)) continue;
      sums.revenue += unitPrice * BigInt(quantity);
      sums.profit += (unitPrice - unitCost) * BigInt(quantity);
      sums.quantity += quantity;
    }
    return sums;
  }
}

/** A JSON amount in hundredths. */
export function hundredths(amount: number): bigint {
  return BigInt(Math.round(amount * 100));
}

/** @throws Error when the sale's sums are not those of its own price, cost and quantity, to the cent */
export function knownSale(view: SaleView): KnownSale {
  const [unitPrice, unitCost] = [hundredths(view.unit_price), hundredths(view.unit_cost)];
  const revenue = unitPrice * BigInt(view.quantity);
  const profit = (unitPrice - unitCost) * BigInt(view.quantity);
  if (hundredths(view.total_revenue) !== revenue || hundredths(view.total_profit) !== profit) {
    throw new Error(`The sums of this sale are wrong: ${JSON.stringify(view)}`);
  }
  return { id: view.id, goodsId: view.goods_id, unitPrice, unitCost, quantity: view.quantity, day: view.sale_date };
}
