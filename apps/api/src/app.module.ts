import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { Config } from '@tor/config/config';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
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
import { rateLimits } from './http/rate-limits.js';
import { RestockModule } from './restock/restock.module.js';
import { SalesModule } from './sales/sales.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { StockCountsModule } from './stock-counts/stock-counts.module.js';
import { StockModule } from './stock/stock.module.js';
import { StoppingModule } from './stopping/stopping.module.js';

/** The API: who calls, how often, and what for. The guards run in the order of the list. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    const forecasts = ForecastModule.forRoot(config.forecast, config.http.forecastJobLimitPerMinute);
    const restock = RestockModule.of(forecasts);
    return {
      module: AppModule,
      imports: [
        PersistenceModule.forRoot(config.database, { applicationName: 'tor-api', statementTimeoutMs: 15_000 }),
        ForecastQueueModule.forRoot(config.queue, config.database, ForecastRequests),
        ClockModule,
        StoppingModule,
        IdempotencyModule,
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
      ],
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: ThrottlerGuard },
      ],
    };
  }
}
