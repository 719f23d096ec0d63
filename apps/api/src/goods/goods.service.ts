import { Inject, Injectable } from '@nestjs/common';
import { matchGoods, type NameMatch } from '@tor/inventory/goods-names';
import { adjustTo, openingMovement } from '@tor/inventory/stock';
import type { Clock } from '@tor/kernel/clock';
import { moneyFromNumber } from '@tor/kernel/money';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { Goods } from '@tor/persistence/entities/goods.entity';
import type { Sale } from '@tor/persistence/entities/sale.entity';
import type { GoodsListRequest } from '@tor/persistence/repositories/goods-list';
import type { GoodsDetails } from '@tor/persistence/repositories/goods.repository';
import type { Page } from '@tor/persistence/repositories/page';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../clock.module.js';
import type { GoodsCreate, GoodsUpdate } from './dto/goods-input.js';

const LATEST_SALES = 20;

/** The goods of a shop, with the stock booked through the ledger. */
@Injectable()
export class GoodsService {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, request: GoodsListRequest): Promise<Page<Goods>> {
    return this.database.read(tenantId, (shop) => shop.goods.list(request));
  }

  /** @throws DomainError `goods_not_found` */
  detail(tenantId: TenantId, id: string): Promise<{ goods: Goods; sales: Sale[] }> {
    return this.database.read(tenantId, async (shop) => {
      const goods = await shop.goods.get(id);
      return { goods, sales: await shop.sales.latestOfGoods(id, LATEST_SALES) };
    });
  }

  /** Which goods somebody means who says their name or SKU. */
  named(tenantId: TenantId, asked: string): Promise<NameMatch<Pick<Goods, 'id' | 'name' | 'sku'>>> {
    return this.database.read(tenantId, async (shop) => matchGoods(asked, await shop.goods.names()));
  }

  create(tenantId: TenantId, input: GoodsCreate): Promise<Goods> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.insert({
        ...UNSAID,
        ...toDetails(input),
        name: input.name,
        price: moneyFromNumber(input.price),
      });
      const opening = openingMovement(input.stock_quantity ?? 0);
      if (!opening) return goods;
      await shop.stock.book(goods.id, opening);
      return { ...goods, stockQuantity: opening.quantityChange };
    });
  }

  /** @throws DomainError `goods_not_found`, `goods_archived` */
  update(tenantId: TenantId, id: string, input: GoodsUpdate): Promise<Goods> {
    return this.database.run(tenantId, async (shop) => {
      const goods = await shop.goods.holdActive(id);
      await shop.goods.update(id, toDetails(input));
      const adjustment = adjustTo(goods.stockQuantity, input.stock_quantity ?? goods.stockQuantity);
      if (adjustment) await shop.stock.book(id, adjustment);
      return shop.goods.get(id);
    });
  }

  /** Takes goods out of the lists; they and their sales stay in the books. @throws DomainError `goods_not_found`, `goods_archived` */
  archive(tenantId: TenantId, id: string): Promise<Goods> {
    return this.database.run(tenantId, async (shop) => {
      await shop.goods.holdActive(id);
      await shop.goods.archive(id, this.clock());
      return shop.goods.get(id);
    });
  }

  /** Puts archived goods back into the lists; those that are in them stay as they are. @throws DomainError `goods_not_found` */
  restore(tenantId: TenantId, id: string): Promise<Goods> {
    return this.database.run(tenantId, async (shop) => {
      await shop.goods.restore(id);
      return shop.goods.get(id);
    });
  }
}

const UNSAID: Omit<GoodsDetails, 'name' | 'price'> = {
  category: null,
  sku: null,
  unit: null,
  costPrice: 0n,
  leadTimeDays: null,
  lowStockThreshold: null,
};

function toDetails(input: GoodsUpdate): Partial<GoodsDetails> {
  const details = {
    name: input.name,
    category: input.category,
    price: input.price === undefined ? undefined : moneyFromNumber(input.price),
    sku: input.sku,
    unit: input.unit,
    costPrice: input.cost_price === undefined ? undefined : moneyFromNumber(input.cost_price),
    leadTimeDays: input.lead_time_days,
    lowStockThreshold: input.low_stock_threshold,
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}
