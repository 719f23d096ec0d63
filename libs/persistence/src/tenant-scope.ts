import type { EntityManager } from 'typeorm';
import type { TenantId } from '@tor/kernel/tenant-id';
import { AccuracyRepository } from './repositories/accuracy.repository.js';
import { ChatActionRepository } from './repositories/chat-action.repository.js';
import { ChatUsageRepository } from './repositories/chat-usage.repository.js';
import { ChatRepository } from './repositories/chat.repository.js';
import { ForecastRepository } from './repositories/forecast.repository.js';
import { GoodsRepository } from './repositories/goods.repository.js';
import { GoodsTotalsRepository } from './repositories/goods-totals.repository.js';
import { HistoryRepository } from './repositories/history.repository.js';
import { IdempotencyRepository } from './repositories/idempotency.repository.js';
import { IntegrityRepository } from './repositories/integrity.repository.js';
import { SalesRepository } from './repositories/sales.repository.js';
import { SalesTotalsRepository } from './repositories/sales-totals.repository.js';
import { ShopRepository } from './repositories/shop.repository.js';
import { StockCountRepository } from './repositories/stock-count.repository.js';
import { StockLedgerRepository } from './repositories/stock-ledger.repository.js';
import { TransferRepository } from './repositories/transfer.repository.js';

/** What one shop's transaction can reach: that shop's rows and nothing else. */
export class TenantScope {
  readonly goods: GoodsRepository;
  readonly goodsTotals: GoodsTotalsRepository;
  readonly sales: SalesRepository;
  readonly stock: StockLedgerRepository;
  readonly forecasts: ForecastRepository;
  readonly accuracy: AccuracyRepository;
  readonly shop: ShopRepository;
  readonly history: HistoryRepository;
  readonly idempotency: IdempotencyRepository;
  readonly integrity: IntegrityRepository;
  readonly totals: SalesTotalsRepository;
  readonly counts: StockCountRepository;
  readonly transfer: TransferRepository;
  readonly chat: ChatRepository;
  readonly chatActions: ChatActionRepository;
  readonly chatUsage: ChatUsageRepository;

  constructor(manager: EntityManager, userId: TenantId) {
    this.goodsTotals = new GoodsTotalsRepository(manager, userId);
    this.goods = new GoodsRepository(manager, userId, this.goodsTotals);
    this.sales = new SalesRepository(manager, userId);
    this.stock = new StockLedgerRepository(manager, userId, this.goodsTotals);
    this.forecasts = new ForecastRepository(manager, userId);
    this.accuracy = new AccuracyRepository(manager, userId);
    this.shop = new ShopRepository(manager, userId);
    this.history = new HistoryRepository(manager, userId);
    this.idempotency = new IdempotencyRepository(manager, userId);
    this.integrity = new IntegrityRepository(manager, userId);
    this.totals = new SalesTotalsRepository(manager, userId);
    this.counts = new StockCountRepository(manager, userId);
    this.transfer = new TransferRepository(manager, userId, this.goodsTotals);
    this.chat = new ChatRepository(manager, userId);
    this.chatActions = new ChatActionRepository(manager, userId);
    this.chatUsage = new ChatUsageRepository(manager, userId);
  }
}
