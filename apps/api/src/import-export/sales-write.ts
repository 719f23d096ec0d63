import { randomUUID } from 'node:crypto';
import { saleRevenue } from '@tor/inventory/pricing';
import type { Money } from '@tor/kernel/money';
import type { ImportedSale, SellableGoods } from '@tor/persistence/repositories/sales-import.repository';
import type { CountedSale } from '@tor/persistence/repositories/sales-totals.repository';
import type { TenantScope } from '@tor/persistence/tenant-scope';
import type { SalesCheck, SalesFile } from './sales-check.js';
import { wrongTotals, type SalesLine } from './sales-lines.js';
import type { StockMode } from './stock-mode.js';

export interface SalesImportResult {
  readonly lines: number;
  /** Whole units. */
  readonly totalQuantity: number;
  readonly totalRevenue: Money;
  readonly ignoredColumns: readonly string[];
}

/** The second pass over a sales file, while the rows of the goods are held: books every line. */
export async function writeSales(
  shop: TenantScope,
  file: SalesFile,
  check: SalesCheck,
  stock: StockMode,
): Promise<SalesImportResult> {
  const demand = check.demand;
  const ids = demand.map(({ goodsId }) => goodsId);
  await shop.transfer.holdGoods(ids);
  const shelf = new Shelf(await shop.transfer.sales.sellable(ids), file, stock);
  const counted: CountedSale[] = [];
  const moment = await shop.transfer.sales.moment();
  if (stock === 'keep') await shop.transfer.sales.open(demand, moment);
  for await (const batch of file.batches()) {
    const sales = batch.flatMap((line) => shelf.sell(line, check.goodsOf(line)?.id) ?? []);
    if (file.errors.any) continue;
    await shop.transfer.sales.insert(sales, moment);
    for (const { goodsId, saleDate, quantity, unitPrice, unitCost } of sales) {
      counted.push({ goodsId, saleDate, quantity, unitPrice, unitCost });
    }
  }
  file.errors.throwIfAny();
  await shop.transfer.sales.note(demand, stock);
  const lastDay = counted.reduce((last, { saleDate }) => (saleDate > last ? saleDate : last), '');
  // A day to come, mistyped, must not keep the shop active until then.
  if (lastDay) await shop.sales.noteActivity(lastDay < check.today ? lastDay : check.today);
  await shop.totals.add(counted);
  return {
    lines: counted.length,
    totalQuantity: counted.reduce((sum, { quantity }) => sum + quantity, 0),
    totalRevenue: counted.reduce((sum, sale) => sum + saleRevenue(sale.unitPrice, sale.quantity), 0n),
    ignoredColumns: file.ignoredColumns,
  };
}

/** What there is to sell, line after line. */
class Shelf {
  readonly #left: Map<string, number>;

  constructor(
    private readonly goods: ReadonlyMap<string, SellableGoods>,
    private readonly file: SalesFile,
    private readonly stock: StockMode,
  ) {
    this.#left = new Map([...goods].map(([id, { stockQuantity }]) => [id, stockQuantity]));
  }

  /** The sale that a line books; null when it may not, which the file has noted. */
  sell(line: SalesLine, goodsId: string | undefined): ImportedSale | null {
    const goods = goodsId === undefined ? undefined : this.goods.get(goodsId);
    if (!goods) return null;
    const [unitPrice, unitCost] = [line.unitPrice ?? goods.price, line.unitCost ?? goods.costPrice];
    for (const [column, message] of wrongTotals(line, unitPrice, unitCost)) this.file.fail(line.line, column, message);
    if (this.stock === 'deduct') this.#take(line, goods);
    const { quantity, saleDate, createdAt } = line;
    return { id: line.id ?? randomUUID(), goodsId: goods.id, quantity, saleDate, unitPrice, unitCost, createdAt };
  }

  #take({ line, quantity }: SalesLine, { id, archived }: SellableGoods): void {
    const left = this.#left.get(id) ?? 0;
    // Below zero: it has been told at the line where it ran out.
    if (left < 0) return;
    this.#left.set(id, left - quantity);
    if (archived) {
      this.#left.set(id, -1);
      this.file.fail(line, 'quantity', 'these goods are archived: restore them first, or import with stock=keep');
    } else if (quantity > left) {
      this.file.fail(line, 'quantity', `not enough stock: ${left} left for this line, ${quantity} sold`);
    }
  }
}
