import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Telemetry } from 'bullmq';
import type { Config } from '@tor/config/config';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import { queueConnections } from '@tor/forecast-queue/queue-connections';
import { ForecastRequests } from '@tor/persistence/forecast-requests';
import { PersistenceModule } from '@tor/persistence/persistence.module';
import { AuthModule } from './auth/auth.module.js';
import { ChatModule } from './chat/chat.module.js';
import { ClockModule } from './clock.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { ForecastModule } from './forecast/forecast.module.js';
import { GoodsModule } from './goods/goods.module.js';
import { HealthModule } from './health/health.module.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { ImportExportModule } from './import-export/import-export.module.js';
import { AuthGuard } from './auth/auth.guard.js';
import { OperatorModule } from './http/operator.module.js';
import { RateLimitGuard } from './http/rate-limit.guard.js';
import { rateLimits } from './http/rate-limits.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { LimitsModule } from './limits/limits.module.js';
import { RestockModule } from './restock/restock.module.js';
import { SalesModule } from './sales/sales.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { StockCountsModule } from './stock-counts/stock-counts.module.js';
import { StockModule } from './stock/stock.module.js';
import { StoppingModule } from './stopping/stopping.module.js';

/** The queue, and the stream of its events. */
const QUEUE_PARTS = 2;

/** The API: who calls, how often, and what for. The guards run in the order of the list. */
@Module({})
export class AppModule {
  /** @param telemetry carries traces over the queue; null where nobody collects them */
  static forRoot(config: Config, telemetry: Telemetry | null = null): DynamicModule {
    const forecasts = ForecastModule.forRoot(config.forecast, config.http.forecastJobLimitPerMinute);
    const restock = RestockModule.of(forecasts);
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot(config.database, {
          applicationName: 'tor-api',
          statementTimeoutMs: 15_000,
          otherConnections: queueConnections(config.queue, QUEUE_PARTS),
        }),
        ForecastQueueModule.forRoot(config.queue, config.database, ForecastRequests, telemetry),
        ClockModule,
        StoppingModule,
        IdempotencyModule,
        OperatorModule.of(config.operator.token),
        LimitsModule.forRoot(config.queue.redisUrl),
        rateLimits(config.http, config.chat.limitPerMinute),
        AuthModule.forRoot(config),
        // Before goods and sales, whose routes by id would take "export" for one.
        ImportExportModule,
        GoodsModule,
        SalesModule,
        StockModule,
        StockCountsModule,
        DashboardModule,
        SettingsModule,
        forecasts,
        restock,
        ChatModule.of(config.chat, forecasts, restock),
        HealthModule,
        MetricsModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: RateLimitGuard },
      ],
    };
  }
}
