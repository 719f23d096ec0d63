import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '@tor/config/config';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import { queueConnections } from '@tor/forecast-queue/queue-connections';
import { PersistenceModule } from '@tor/persistence/persistence.module';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { ForecastProcessor } from './forecast.processor.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** The queue, and the worker that takes its jobs. */
const QUEUE_PARTS = 2;

/** The worker: one processor, one handler a job. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PersistenceModule.forRoot(config.database, {
          applicationName: 'tor-worker',
          statementTimeoutMs: 120_000,
          otherConnections: queueConnections(config.queue, QUEUE_PARTS),
        }),
        ForecastQueueModule.forRoot(config.queue, config.database),
      ],
      providers: [
        { provide: WORKER_CONFIG, useValue: config.worker },
        ForecastShopHandler,
        RefreshShopsHandler,
        ForecastProcessor,
      ],
    };
  }
}
