import { ChatAction } from './entities/chat-action.entity.js';
import { ChatConversation } from './entities/chat-conversation.entity.js';
import { ChatMessage } from './entities/chat-message.entity.js';
import { ChatUsage } from './entities/chat-usage.entity.js';
import { DailySales } from './entities/daily-sales.entity.js';
import { ForecastRequest } from './entities/forecast-request.entity.js';
import { ForecastRun } from './entities/forecast-run.entity.js';
import { Goods } from './entities/goods.entity.js';
import { GoodsSearch } from './entities/goods-search.entity.js';
import { GoodsTotals } from './entities/goods-totals.entity.js';
import { IdempotencyKey } from './entities/idempotency-key.entity.js';
import { LocalAccount } from './entities/local-account.entity.js';
import { MonthlyGoodsSales } from './entities/monthly-goods-sales.entity.js';
import { RefreshToken } from './entities/refresh-token.entity.js';
import { RestockInference } from './entities/restock-inference.entity.js';
import { Sale } from './entities/sale.entity.js';
import { ShopActivity } from './entities/shop-activity.entity.js';
import { ShopSettings } from './entities/shop-settings.entity.js';
import { StockCountLine } from './entities/stock-count-line.entity.js';
import { StockCount } from './entities/stock-count.entity.js';
import { StockMovement } from './entities/stock-movement.entity.js';
import { User } from './entities/user.entity.js';
import { ShopBooksAndForecasts1700000000001 } from './migrations/1-shop-books-and-forecasts.js';
import { StockCountsTotalsAndIdempotency1700000000002 } from './migrations/2-stock-counts-totals-and-idempotency.js';
import { ForecastBasis1700000000003 } from './migrations/3-forecast-basis.js';
import { RunInputs1700000000004 } from './migrations/4-run-inputs.js';
import { Chat1700000000005 } from './migrations/5-chat.js';
import { ForecastRequests1700000000006 } from './migrations/6-forecast-requests.js';
import { GoodsTotalsAndSearch1700000000007 } from './migrations/7-goods-totals-and-search.js';

/**
 * The PostgreSQL schema that holds every table. Not `public`: hosted Postgres services serve that one to browsers.
 */
export const SCHEMA = 'tor';

export const ENTITIES = [
  User,
  ShopSettings,
  LocalAccount,
  RefreshToken,
  ShopActivity,
  ForecastRequest,
  Goods,
  GoodsTotals,
  GoodsSearch,
  Sale,
  StockMovement,
  StockCount,
  StockCountLine,
  DailySales,
  MonthlyGoodsSales,
  IdempotencyKey,
  ForecastRun,
  RestockInference,
  ChatConversation,
  ChatMessage,
  ChatAction,
  ChatUsage,
];

export const MIGRATIONS = [
  ShopBooksAndForecasts1700000000001,
  StockCountsTotalsAndIdempotency1700000000002,
  ForecastBasis1700000000003,
  RunInputs1700000000004,
  Chat1700000000005,
  ForecastRequests1700000000006,
  GoodsTotalsAndSearch1700000000007,
];

/** Tables without row-level security, each with the reason why no tenant's data can leak through it. */
export const GLOBAL_TABLES: Record<string, string> = {
  local_accounts:
    'signing in looks an account up by its e-mail address before the tenant is known; only AccountStore reads it',
  refresh_tokens: 'a token is looked up by its hash before the tenant is known; only AccountStore reads it',
  shop_activity: 'the nightly refresh asks which shops sold lately; it holds a user id and a date, nothing of the shop',
  forecast_requests:
    'the worker puts back what the queue has lost, whosever it is; it holds user ids, job ids and times, nothing of the shop',
  migrations: 'the names of the migrations that have run; the app may not even read it',
};

/** What the app's role may do with each table; what is not listed it may not. The ledger is append-only. */
export const APP_PRIVILEGES: Record<string, string> = {
  users: 'SELECT, INSERT',
  shop_settings: 'SELECT, INSERT, UPDATE',
  local_accounts: 'SELECT, INSERT, UPDATE (password_hash)',
  refresh_tokens: 'SELECT, INSERT, DELETE',
  shop_activity: 'SELECT, INSERT, UPDATE',
  forecast_requests: 'SELECT, INSERT, UPDATE, DELETE',
  goods: 'SELECT, INSERT, UPDATE',
  goods_totals: 'SELECT, INSERT, UPDATE',
  goods_search: 'SELECT, INSERT, DELETE',
  sales: 'SELECT, INSERT, UPDATE, DELETE',
  stock_movements: 'SELECT, INSERT',
  stock_counts: 'SELECT, INSERT, UPDATE',
  stock_count_lines: 'SELECT, INSERT, UPDATE, DELETE',
  daily_sales: 'SELECT, INSERT, UPDATE',
  monthly_goods_sales: 'SELECT, INSERT, UPDATE',
  idempotency_keys: 'SELECT, INSERT, UPDATE, DELETE',
  forecast_runs: 'SELECT, INSERT, UPDATE, DELETE',
  restock_inferences: 'SELECT, INSERT',
  chat_conversations: 'SELECT, INSERT, UPDATE, DELETE',
  chat_messages: 'SELECT, INSERT, DELETE',
  chat_actions: 'SELECT, INSERT, UPDATE, DELETE',
  chat_usage: 'SELECT, INSERT, UPDATE',
};
