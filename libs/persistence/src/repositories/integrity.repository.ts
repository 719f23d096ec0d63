import type { EntityManager } from 'typeorm';
import { parseMoney, type Money } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';

/** What a check found. `rows` holds the first of what does not agree, `disagreeing` how many there are. */
export interface CheckResult<Row> {
  readonly checked: number;
  readonly disagreeing: number;
  readonly rows: readonly Row[];
}

/** Goods whose stock is not the sum of their movements. */
export interface StockDisagreement {
  readonly goodsId: string;
  readonly name: string;
  readonly stockQuantity: number;
  readonly ledgerSum: number;
}

/** Goods whose sales are not what the movements of their sales took out. */
export interface SalesDisagreement {
  readonly goodsId: string;
  readonly name: string;
  readonly soldBySales: number;
  readonly soldByLedger: number;
}

export interface SalesSums {
  readonly salesCount: number;
  readonly quantity: number;
  readonly revenue: Money;
  readonly profit: Money;
}

/** A total that is kept beside what the sales add up to. */
export interface TotalDisagreement {
  readonly expected: SalesSums;
  readonly kept: SalesSums;
}

export interface DailyDisagreement extends TotalDisagreement {
  readonly saleDate: string;
}

export interface MonthlyDisagreement extends TotalDisagreement {
  /** The month's first day. */
  readonly month: string;
  readonly goodsId: string;
  readonly name: string;
}

/** How many goods there are, and what the stock of those on sale has cost. */
export interface GoodsSums {
  readonly goodsCount: number;
  readonly archivedCount: number;
  readonly stockValue: Money;
}

/** The totals of goods that are kept beside what the goods add up to. */
export interface GoodsTotalsDisagreement {
  readonly expected: GoodsSums;
  readonly kept: GoodsSums;
}

/** Rows that a check names at most. */
const NAMED_ROWS = 100;

/**
 * Whether one shop's books agree with each other. Each check is one statement and so sees one moment: it says nothing false
 * while selling goes on.
 */
export class IntegrityRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /** The stock of every goods, archived ones too, against the sum of their movements. */
  stock(): Promise<CheckResult<StockDisagreement>> {
    return this.#check(
      `SELECT g.id AS "goodsId", g.name, g.stock_quantity AS "stockQuantity", coalesce(m.units, 0) AS "ledgerSum"
         FROM goods g
         LEFT JOIN (SELECT goods_id, sum(quantity_change) AS units FROM stock_movements WHERE user_id = $1 GROUP BY goods_id) m
           ON m.goods_id = g.id
        WHERE g.user_id = $1 AND g.stock_quantity <> coalesce(m.units, 0)`,
      'goods',
      '"name", "goodsId"',
      (row: StockDisagreement) => row,
    );
  }

  /** The units of the sales that there are, for every goods, against what their movements took out. */
  sales(): Promise<CheckResult<SalesDisagreement>> {
    return this.#check(
      `SELECT g.id AS "goodsId", g.name, coalesce(s.units, 0) AS "soldBySales", coalesce(m.units, 0) AS "soldByLedger"
         FROM goods g
         LEFT JOIN (SELECT goods_id, sum(quantity) AS units FROM sales WHERE user_id = $1 GROUP BY goods_id) s
           ON s.goods_id = g.id
         LEFT JOIN (SELECT goods_id, -sum(quantity_change) AS units FROM stock_movements
                     WHERE user_id = $1 AND kind IN ('sale', 'sale_edit', 'sale_void') GROUP BY goods_id) m
           ON m.goods_id = g.id
        WHERE g.user_id = $1 AND coalesce(s.units, 0) <> coalesce(m.units, 0)`,
      'sales',
      '"name", "goodsId"',
      (row: SalesDisagreement) => row,
    );
  }

  /** The totals of every day against its sales. A total that is not there counts as zero. */
  dailyTotals(): Promise<CheckResult<DailyDisagreement>> {
    return this.#check(
      `SELECT sale_date::text AS "saleDate", ${BOTH_SUMS}
         FROM (SELECT sale_date, ${SUMS_OF_SALES} FROM sales WHERE user_id = $1 GROUP BY sale_date) expected
         FULL JOIN (SELECT * FROM daily_sales WHERE user_id = $1) kept USING (sale_date)
        WHERE ${DIFFERENT}`,
      'sales',
      '"saleDate"',
      ({ saleDate, ...row }: SumsRow & { saleDate: string }) => ({ saleDate, ...toSums(row) }),
    );
  }

  /** The totals of every goods and month against their sales. A total that is not there counts as zero. */
  monthlyTotals(): Promise<CheckResult<MonthlyDisagreement>> {
    return this.#check(
      `SELECT month::text AS month, goods_id AS "goodsId", g.name, ${BOTH_SUMS}
         FROM (SELECT date_trunc('month', sale_date)::date AS month, goods_id, ${SUMS_OF_SALES}
                 FROM sales WHERE user_id = $1 GROUP BY 1, 2) expected
         FULL JOIN (SELECT * FROM monthly_goods_sales WHERE user_id = $1) kept USING (month, goods_id)
         JOIN goods g ON g.user_id = $1 AND g.id = goods_id
        WHERE ${DIFFERENT}`,
      'sales',
      'month, name, "goodsId"',
      ({ month, goodsId, name, ...row }: SumsRow & { month: string; goodsId: string; name: string }) => ({
        month,
        goodsId,
        name,
        ...toSums(row),
      }),
    );
  }

  /** The totals of the shop's goods against the goods. A total that is not there counts as zero. */
  goodsTotals(): Promise<CheckResult<GoodsTotalsDisagreement>> {
    return this.#check(
      `SELECT ${BOTH_GOODS_SUMS}
         FROM (SELECT count(*) FILTER (WHERE archived_at IS NULL) AS goods_count,
                      count(*) FILTER (WHERE archived_at IS NOT NULL) AS archived_count,
                      coalesce(sum(stock_quantity * cost_price) FILTER (WHERE archived_at IS NULL), 0)::numeric(30,2) AS stock_value
                 FROM goods WHERE user_id = $1) expected
         LEFT JOIN (SELECT * FROM goods_totals WHERE user_id = $1) kept ON true
        WHERE (${sumsOf('expected', GOODS_SUM_COLUMNS)}) IS DISTINCT FROM (${sumsOf('kept', GOODS_SUM_COLUMNS)})`,
      'goods',
      '1',
      (row: GoodsSumsRow): GoodsTotalsDisagreement => ({
        expected: toGoodsSums(row.expected_goods_count, row.expected_archived_count, row.expected_stock_value),
        kept: toGoodsSums(row.kept_goods_count, row.kept_archived_count, row.kept_stock_value),
      }),
    );
  }

  async #check<Raw, Row>(
    disagreeing: string,
    checkedTable: 'goods' | 'sales',
    order: string,
    toRow: (raw: Raw) => Row,
  ): Promise<CheckResult<Row>> {
    const [answer]: [{ checked: string; disagreeing: string; rows: Raw[] }] = await this.#manager.query(
      `WITH disagreeing AS (${disagreeing})
       SELECT (SELECT count(*) FROM ${checkedTable} WHERE user_id = $1) AS checked,
              (SELECT count(*) FROM disagreeing) AS disagreeing,
              (SELECT coalesce(json_agg(named), '[]')
                 FROM (SELECT * FROM disagreeing ORDER BY ${order} LIMIT ${NAMED_ROWS}) named) AS rows`,
      [this.#userId],
    );
    return {
      checked: Number(answer.checked),
      disagreeing: Number(answer.disagreeing),
      rows: answer.rows.map(toRow),
    };
  }
}

const SUM_COLUMNS = ['sales_count', 'quantity', 'revenue', 'profit'];

const SUMS_OF_SALES = `count(*) AS sales_count, sum(quantity) AS quantity, sum(unit_price * quantity) AS revenue,
  sum((unit_price - unit_cost) * quantity) AS profit`;

const GOODS_SUM_COLUMNS = ['goods_count', 'archived_count', 'stock_value'];

const BOTH_SUMS = bothOf(SUM_COLUMNS);
const BOTH_GOODS_SUMS = bothOf(GOODS_SUM_COLUMNS);

const DIFFERENT = `(${sumsOf('expected', SUM_COLUMNS)}) IS DISTINCT FROM (${sumsOf('kept', SUM_COLUMNS)})`;

/** As text: JSON numbers of JavaScript would round what is off by a hundredth in a large sum. */
function bothOf(columns: readonly string[]): string {
  return ['expected', 'kept']
    .flatMap((side) => columns.map((column) => `coalesce(${side}.${column}, 0)::text AS ${side}_${column}`))
    .join(', ');
}

function sumsOf(side: string, columns: readonly string[]): string {
  return columns.map((column) => `coalesce(${side}.${column}, 0)`).join(', ');
}

type GoodsSumsRow = Readonly<
  Record<`${'expected' | 'kept'}_${'goods_count' | 'archived_count' | 'stock_value'}`, string>
>;

function toGoodsSums(goodsCount: string, archivedCount: string, stockValue: string): GoodsSums {
  return { goodsCount: Number(goodsCount), archivedCount: Number(archivedCount), stockValue: parseMoney(stockValue) };
}

type SumsRow = Readonly<Record<`${'expected' | 'kept'}_${'sales_count' | 'quantity' | 'revenue' | 'profit'}`, string>>;

function toSums(row: SumsRow): TotalDisagreement {
  return {
    expected: {
      salesCount: Number(row.expected_sales_count),
      quantity: Number(row.expected_quantity),
      revenue: parseMoney(row.expected_revenue),
      profit: parseMoney(row.expected_profit),
    },
    kept: {
      salesCount: Number(row.kept_sales_count),
      quantity: Number(row.kept_quantity),
      revenue: parseMoney(row.kept_revenue),
      profit: parseMoney(row.kept_profit),
    },
  };
}
