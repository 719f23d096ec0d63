import { Injectable } from '@nestjs/common';
import { movingAverageCost } from '@tor/inventory/moving-average-cost';
import { adjustBy, receive } from '@tor/inventory/stock';
import { moneyFromNumber } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { StockMovement } from '@tor/persistence/entities/stock-movement.entity';
import type {
  CheckResult,
  DailyDisagreement,
  GoodsTotalsDisagreement,
  MonthlyDisagreement,
  SalesDisagreement,
  StockDisagreement,
} from '@tor/persistence/repositories/integrity.repository';
import type { Page, PageRequest } from '@tor/persistence/repositories/page';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import type { AdjustmentCreate, ReceiptCreate } from './dto/stock-input.js';

/** Goods after a movement was booked, and that movement. */
export interface BookedGoods {
  readonly goods: Goods;
  readonly movement: StockMovement;
}

/** Whether the parts of the books agree. */
export interface Integrity {
  readonly stock: CheckResult<StockDisagreement>;
  readonly sales: CheckResult<SalesDisagreement>;
  readonly dailyTotals: CheckResult<DailyDisagreement>;
  readonly monthlyTotals: CheckResult<MonthlyDisagreement>;
  readonly goodsTotals: CheckResult<GoodsTotalsDisagreement>;
}

/** What moves the stock besides sales, and what has moved it. Whoever moves it holds the goods' row. */
@Injectable()
export class StockService {
  constructor(private readonly database: TenantDatabase) {}

  /** A cost that is given moves the goods' cost. @throws DomainError `goods_not_found`, `goods_archived`, `stock_limit_exceeded` */
  receive(tenantId: TenantId, id: string, input: ReceiptCreate): Promise<BookedGoods> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.holdActive(id);
      const draft = receive(goods.stockQuantity, input.quantity);
      const unitCost = input.unit_cost == null ? null : moneyFromNumber(input.unit_cost);
      const costPrice =
        unitCost === null
          ? goods.costPrice
          : movingAverageCost(goods.stockQuantity, goods.costPrice, input.quantity, unitCost);
      if (costPrice !== goods.costPrice) await shop.goods.update(id, { costPrice });
      const movement = await shop.stock.book(id, draft, null, { unitCost, note: input.note ?? null });
      return { goods: moved({ ...goods, costPrice }, movement), movement };
    });
  }

  /** @throws DomainError `goods_not_found`, `goods_archived`, `insufficient_stock`, `stock_limit_exceeded` */
  adjust(tenantId: TenantId, id: string, input: AdjustmentCreate): Promise<BookedGoods> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.holdActive(id);
      const draft = adjustBy(goods.stockQuantity, input.quantity_change);
      const movement = await shop.stock.book(id, draft, null, { note: input.reason });
      return { goods: moved(goods, movement), movement };
    });
  }

  /** The ledger of one goods, archived or not, newest line first. @throws DomainError `goods_not_found` */
  movements(tenantId: TenantId, id: string, page: PageRequest): Promise<Page<StockMovement>> {
    return this.database.read(tenantId, async (shop) => {
      const lines = await shop.stock.list(id, page);
      // Goods without a line may be those of another shop, or none.
      if (lines.total === 0) await shop.goods.get(id);
      return lines;
    });
  }

  integrity(tenantId: TenantId): Promise<Integrity> {
    return this.database.read(tenantId, async ({ integrity }) => ({
      stock: await integrity.stock(),
      sales: await integrity.sales(),
      dailyTotals: await integrity.dailyTotals(),
      monthlyTotals: await integrity.monthlyTotals(),
      goodsTotals: await integrity.goodsTotals(),
    }));
  }
}

/** Goods as they are once a movement is booked: the row is held, nobody else can have moved them. */
function moved(goods: Goods, movement: StockMovement): Goods {
  return { ...goods, stockQuantity: goods.stockQuantity + movement.quantityChange };
}
