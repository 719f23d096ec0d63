import { MAX_STOCK } from '@tor/inventory/stock';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { ImportedDemand } from '@tor/persistence/repositories/sales-import.repository';
import type { KnownGoods } from '@tor/persistence/repositories/transfer.repository';
import type { SalesColumn } from './columns.js';
import type { ImportFile } from './import-file.js';
import type { KnownGoodsIndex } from './known-goods.js';
import type { SalesLine } from './sales-lines.js';
import type { StockMode } from './stock-mode.js';

export type SalesFile = ImportFile<SalesColumn, SalesLine>;

/** The first pass over a sales file: what every line sells, and whether it may. */
export class SalesCheck {
  readonly #lineOfId = new Map<string, number>();
  readonly #demand = new Map<string, { goodsId: string; quantity: number; past: boolean }>();

  constructor(
    private readonly file: SalesFile,
    private readonly known: KnownGoodsIndex,
    private readonly stock: StockMode,
    readonly today: CalendarDay,
  ) {}

  /** What the lines so far do to each goods. */
  get demand(): readonly ImportedDemand[] {
    return [...this.#demand.values()];
  }

  /** @param booked those of the lines' ids that the shop has booked already */
  add(lines: readonly SalesLine[], booked: ReadonlySet<string>): void {
    for (const line of lines) {
      if (line.id !== null) this.#checkId(line.line, line.id, booked);
      const goods = this.goodsOf(line);
      if (goods) this.#count(line, goods);
      else this.#tellWhy(line);
    }
  }

  /** The goods that a line sells; null when it cannot be told. The same at every call. */
  goodsOf({ goods }: SalesLine): KnownGoods | null {
    const match = this.known.find(goods, this.stock === 'keep');
    if (match.kind !== 'one' || (match.goods.archived && this.stock === 'deduct')) return null;
    return match.goods;
  }

  #checkId(line: number, id: string, booked: ReadonlySet<string>): void {
    const earlier = this.#lineOfId.get(id);
    if (earlier === undefined) this.#lineOfId.set(id, line);
    else this.file.fail(line, 'id', `lines ${earlier} and ${line} have the same id`);
    if (booked.has(id)) this.file.fail(line, 'id', 'this sale is already booked');
  }

  #count({ line, saleDate, quantity }: SalesLine, goods: KnownGoods): void {
    const there = this.#demand.get(goods.id);
    const demand = there ?? { goodsId: goods.id, quantity: 0, past: false };
    if (!there) this.#demand.set(goods.id, demand);
    demand.past ||= saleDate < this.today;
    const before = demand.quantity;
    demand.quantity += quantity;
    if (before <= MAX_STOCK && demand.quantity > MAX_STOCK) {
      this.file.fail(line, 'quantity', `the file would sell more than ${MAX_STOCK} of these goods`);
    }
  }

  #tellWhy({ line, goods }: SalesLine): void {
    const match = this.known.find(goods, this.stock === 'keep');
    const column = (['goods_id', 'goods_sku', 'goods_name'] as const).find((name) => goods[FIELDS[name]] !== null);
    if (match.kind === 'several') {
      const identified = match.by === 'sku' ? 'id' : 'SKU or id';
      this.file.fail(
        line,
        `goods_${match.by}`,
        `there are several goods of this ${match.by}: give their ${identified}`,
      );
    } else if (!column) {
      const first = (['goods_id', 'goods_sku', 'goods_name'] as const).find((name) => this.file.has(name));
      this.file.fail(line, first ?? 'goods_name', 'must not be empty: it says what was sold');
    } else if (this.known.find(goods, true).kind === 'none') {
      this.file.fail(line, column, 'there are no such goods');
    } else {
      this.file.fail(line, column, 'these goods are archived: restore them first, or import with stock=keep');
    }
  }
}

const FIELDS = { goods_id: 'id', goods_sku: 'sku', goods_name: 'name' } as const;
