import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ForecastRepository } from './repositories/forecast.repository.js';
import { GoodsRepository } from './repositories/goods.repository.js';
import { HistoryRepository } from './repositories/history.repository.js';
import { SalesRepository } from './repositories/sales.repository.js';
import { ShopRepository } from './repositories/shop.repository.js';
import { StockLedgerRepository } from './repositories/stock-ledger.repository.js';

/** What one shop's transaction can reach: that shop's rows and nothing else. */
export class TenantScope {
  readonly goods: GoodsRepository;
  readonly sales: SalesRepository;
  readonly stock: StockLedgerRepository;
  readonly forecasts: ForecastRepository;
  readonly shop: ShopRepository;
  readonly history: HistoryRepository;

  constructor(manager: EntityManager, userId: TenantId) {
    this.goods = new GoodsRepository(manager, userId);
    this.sales = new SalesRepository(manager, userId);
    this.stock = new StockLedgerRepository(manager, userId);
    this.forecasts = new ForecastRepository(manager, userId);
    this.shop = new ShopRepository(manager, userId);
    this.history = new HistoryRepository(manager, userId);
  }
}
