import type { EntityManager } from 'typeorm';
import { saleProfit, saleRevenue } from '@tor/inventory/pricing';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { formatMoney, parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import { DailySales } from '../entities/daily-sales.entity.js';
import { readRows } from './entity-rows.js';

/** What the totals need to know of a sale. */
export interface CountedSale {
  readonly goodsId: string;
  /** The shop's day, `YYYY-MM-DD`. */
  readonly saleDate: string;
  /** Whole units. */
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly unitCost: Money;
}

/** What one day sold. */
export type DayOfSales = Readonly<Omit<DailySales, 'userId' | 'user'>>;

/** What one goods sold in a month. */
export interface MonthOfGoods {
  readonly name: string;
  /** Whole units. */
  readonly quantity: number;
  readonly profit: Money;
}

/**
 * The running totals of one shop's sales, by day and by goods and month. Whoever writes sales calls this in the same
 * transaction, as its last write: every sale of a day meets in that day's row, which is held until the commit. The caller
 * holds the rows of the goods, so that the rows of goods and month are never waited for; days are taken in ascending order.
 */
export class SalesTotalsRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** Counts new sales, any number of them, in one statement. */
  async add(sales: readonly CountedSale[]): Promise<void> {
    if (sales.length === 0) return;
    const days = summed(sales, (sale) => sale.saleDate);
    const months = summed(sales, (sale) => `${monthOf(sale)} ${sale.goodsId}`);
    await this.#manager.query(
      `WITH monthly AS (
         INSERT INTO monthly_goods_sales AS total (user_id, month, goods_id, sales_count, quantity, revenue, profit)
         SELECT $1, change.* FROM unnest($7::date[], $8::uuid[], $9::int[], $10::bigint[], $11::numeric[], $12::numeric[])
                AS change (month, goods_id, sales_count, quantity, revenue, profit)
          ORDER BY month, goods_id
         ON CONFLICT (user_id, month, goods_id) DO UPDATE SET ${ADD_EXCLUDED}
       )
       INSERT INTO daily_sales AS total (user_id, sale_date, sales_count, quantity, revenue, profit)
       SELECT $1, change.* FROM unnest($2::date[], $3::int[], $4::bigint[], $5::numeric[], $6::numeric[])
              AS change (sale_date, sales_count, quantity, revenue, profit)
        ORDER BY sale_date
       ON CONFLICT (user_id, sale_date) DO UPDATE SET ${ADD_EXCLUDED}`,
      [
        this.#userId,
        days.map(({ key }) => key),
        ...columns(days),
        months.map(({ key }) => key.slice(0, 10)),
        months.map(({ key }) => key.slice(11)),
        ...columns(months),
      ],
    );
  }

  /** Takes a deleted sale out. */
  async remove(sale: CountedSale): Promise<void> {
    await this.#move(sale, { salesCount: -1, ...negated(amountsOf(sale)) });
  }

  /** Turns what one sale counted into what it counts now; goods, price and cost are the same. */
  async change(before: CountedSale, after: CountedSale): Promise<void> {
    if (before.saleDate === after.saleDate) {
      const [was, is] = [amountsOf(before), amountsOf(after)];
      const quantity = is.quantity - was.quantity;
      if (quantity === 0) return;
      await this.#move(before, {
        salesCount: 0,
        quantity,
        revenue: is.revenue - was.revenue,
        profit: is.profit - was.profit,
      });
    } else if (before.saleDate < after.saleDate) {
      await this.remove(before);
      await this.add([after]);
    } else {
      await this.add([after]);
      await this.remove(before);
    }
  }

  /** The days from `from` up to and with `to` on which something was sold, ascending. */
  days(from: CalendarDay, to: CalendarDay): Promise<DayOfSales[]> {
    const rest = 'WHERE user_id = $1 AND sale_date BETWEEN $2 AND $3 AND sales_count > 0 ORDER BY sale_date';
    return readRows(this.#manager, DailySales, 'day', rest, [this.#userId, from, to]);
  }

  /**
   * The goods that sold the most units in a month, archived ones too; of several the one with the larger profit, then the
   * first by name and id. Null in a month without sales.
   * @param month its first day
   */
  async bestSeller(month: CalendarDay): Promise<MonthOfGoods | null> {
    const [best]: { name: string; quantity: number; profit: string }[] = await this.#manager.query(
      `SELECT goods.name, best.quantity::float8 AS quantity, best.profit
         FROM (SELECT quantity FROM monthly_goods_sales
                WHERE user_id = $1 AND month = $2 AND sales_count > 0 ORDER BY quantity DESC LIMIT 1) AS most, LATERAL (
              SELECT goods_id, quantity, profit FROM monthly_goods_sales
               WHERE user_id = $1 AND month = $2 AND sales_count > 0 AND quantity = most.quantity OFFSET 0) AS best
         JOIN goods ON goods.user_id = $1 AND goods.id = best.goods_id
        ORDER BY best.profit DESC, goods.name COLLATE "C", goods.id LIMIT 1`,
      [this.#userId, month],
    );
    return best ? { ...best, profit: parseMoney(best.profit) } : null;
  }

  /** Adds to totals that are there already. An upsert cannot: the checks see the negative row before the conflict does. */
  async #move(sale: CountedSale, change: Amounts): Promise<void> {
    const rows: unknown[] = await this.#manager.query(
      `WITH monthly AS (
         UPDATE monthly_goods_sales SET ${ADD_PARAMETERS} WHERE user_id = $1 AND month = $7 AND goods_id = $8
       ), daily AS (
         UPDATE daily_sales SET ${ADD_PARAMETERS} WHERE user_id = $1 AND sale_date = $2 RETURNING 1
       )
       SELECT 1 FROM daily`,
      [
        ...[this.#userId, sale.saleDate, change.salesCount, change.quantity],
        ...[formatMoney(change.revenue), formatMoney(change.profit), monthOf(sale), sale.goodsId],
      ],
    );
    if (rows.length !== 1) throw new Error(`There is no total of the sales of ${sale.saleDate}`);
  }
}

const ADD_EXCLUDED = ['sales_count', 'quantity', 'revenue', 'profit']
  .map((column) => `${column} = total.${column} + excluded.${column}`)
  .join(', ');

const ADD_PARAMETERS = `sales_count = sales_count + $3::int, quantity = quantity + $4::bigint,
  revenue = revenue + $5::numeric, profit = profit + $6::numeric`;

interface Amounts {
  readonly salesCount: number;
  readonly quantity: number;
  readonly revenue: Money;
  readonly profit: Money;
}

function amountsOf({ quantity, unitPrice, unitCost }: CountedSale): Omit<Amounts, 'salesCount'> {
  return { quantity, revenue: saleRevenue(unitPrice, quantity), profit: saleProfit(unitPrice, unitCost, quantity) };
}

function negated({ quantity, revenue, profit }: Omit<Amounts, 'salesCount'>): Omit<Amounts, 'salesCount'> {
  return { quantity: -quantity, revenue: -revenue, profit: -profit };
}

/** The first day of a sale's month. */
function monthOf({ saleDate }: CountedSale): string {
  return `${saleDate.slice(0, 7)}-01`;
}

function summed(
  sales: readonly CountedSale[],
  keyOf: (sale: CountedSale) => string,
): readonly ({ key: string } & Amounts)[] {
  const sums = new Map<string, { -readonly [Name in keyof Amounts]: Amounts[Name] }>();
  for (const sale of sales) {
    const { quantity, revenue, profit } = amountsOf(sale);
    const key = keyOf(sale);
    const sum = sums.get(key);
    if (sum) {
      sum.salesCount += 1;
      sum.quantity += quantity;
      sum.revenue += revenue;
      sum.profit += profit;
    } else sums.set(key, { salesCount: 1, quantity, revenue, profit });
  }
  return [...sums].map(([key, sum]) => ({ key, ...sum }));
}

function columns(sums: readonly Amounts[]): readonly [number[], number[], string[], string[]] {
  return [
    sums.map(({ salesCount }) => salesCount),
    sums.map(({ quantity }) => quantity),
    sums.map(({ revenue }) => formatMoney(revenue)),
    sums.map(({ profit }) => formatMoney(profit)),
  ];
}
