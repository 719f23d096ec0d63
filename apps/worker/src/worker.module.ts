import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '@tor/config/config';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import { ForecastRequests } from '@tor/persistence/forecast-requests';
import { PersistenceModule } from '@tor/persistence/persistence.module';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { ForecastProcessor } from './forecast.processor.js';
import { LostRequests } from './recovery/lost-requests.js';
import { NightlySchedule } from './recovery/nightly-schedule.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** The worker: one processor, one handler a job. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PersistenceModule.forRoot(config.database, { applicationName: 'tor-worker', statementTimeoutMs: 120_000 }),
        ForecastQueueModule.forRoot(config.queue, config.database, ForecastRequests),
      ],
      providers: [
        { provide: WORKER_CONFIG, useValue: config.worker },
        ForecastShopHandler,
        RefreshShopsHandler,
        ForecastProcessor,
        NightlySchedule,
        LostRequests,
      ],
    };
  }
}
