import { Injectable } from '@nestjs/common';
import { countTotals } from '@tor/inventory/stock-count';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { Page, PageRequest } from '@tor/persistence/repositories/page';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { bookVariances } from './book-variances.js';
import type { CountLineInput, StockCountCreate } from './dto/stock-count-input.js';
import type { CountSheet } from './dto/stock-count.view.js';
import { freezeLines } from './freeze-lines.js';

/**
 * Stock counts (stock opname) of a shop that goes on selling. Each line is held against what the books said at the moment
 * of counting; all those moments are read from the clock that stamps the ledger.
 */
@Injectable()
export class StockCountsService {
  constructor(private readonly database: TenantDatabase) {}

  list(tenantId: TenantId, page: PageRequest): Promise<Page<Omit<CountSheet, 'lines'>>> {
    return this.database.read(tenantId, async (shop) => {
      const { rows, total } = await shop.counts.list(page);
      const totals = await shop.counts.totals(rows.map(({ id }) => id));
      return { rows: rows.map((count) => ({ count, totals: totals.get(count.id) ?? countTotals([]) })), total };
    });
  }

  /** @throws DomainError `stock_count_not_found` */
  detail(tenantId: TenantId, id: string): Promise<CountSheet> {
    return this.database.read(tenantId, async (shop) => {
      const count = await shop.counts.find(id);
      const lines = await shop.counts.lines(id);
      return { count, lines, totals: countTotals(lines) };
    });
  }

  open(tenantId: TenantId, input: StockCountCreate): Promise<CountSheet> {
    return this.database.run(tenantId, async (shop) => {
      const count = await shop.counts.open(input.note ?? null, await shop.stock.now());
      return { count, lines: [], totals: countTotals([]) };
    });
  }

  /**
   * Puts lines on an open count, replaces those of the same goods, and takes back those without a quantity: all or nothing.
   * @returns the count with its totals and the lines that were put
   * @throws DomainError `stock_count_not_found`, `stock_count_closed`, `goods_not_found`, `goods_archived`
   * @throws ValidationProblem when a moment of counting is before the count was opened or yet to come
   */
  putLines(tenantId: TenantId, id: string, inputs: readonly CountLineInput[]): Promise<CountSheet> {
    return this.database.run(tenantId, async (shop) => {
      const count = await shop.counts.holdOpen(id);
      const lines = await freezeLines(shop, count.openedAt, inputs);
      const goodsIds = lines.map(({ goodsId }) => goodsId);
      await shop.counts.putLines(id, lines);
      await shop.counts.removeLines(
        id,
        inputs.filter((input) => input.counted_quantity === null).map((input) => input.goods_id),
      );
      const totals = await shop.counts.totals([id]);
      return { count, lines: await shop.counts.lines(id, goodsIds), totals: totals.get(id) ?? countTotals([]) };
    });
  }

  /**
   * Books the variance of every line and closes the count, once.
   * @throws DomainError `stock_count_not_found`, `stock_count_closed`, `stock_count_outdated`, `insufficient_stock`,
   * `stock_limit_exceeded`
   */
  close(tenantId: TenantId, id: string): Promise<CountSheet> {
    return this.database.run(tenantId, async (shop) => {
      const count = await shop.counts.holdOpen(id);
      const lines = await shop.counts.lines(id);
      await bookVariances(shop, id, lines);
      // After the last movement, so that nobody who counts in between takes it for one that he has seen.
      const closedAt = await shop.stock.now();
      await shop.counts.close(id, closedAt);
      return { count: { ...count, status: 'closed', closedAt }, lines, totals: countTotals(lines) };
    });
  }
}
