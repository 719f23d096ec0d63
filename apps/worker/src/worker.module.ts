import { Module, type DynamicModule } from '@nestjs/common';
import type { Telemetry } from 'bullmq';
import type { Config } from '@tor/config/config';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import { DatabaseHealth } from '@tor/persistence/database-health';
import { queueConnections } from '@tor/forecast-queue/queue-connections';
import { ForecastRequests } from '@tor/persistence/forecast-requests';
import { PersistenceModule } from '@tor/persistence/persistence.module';
import { metricsWithPool } from '@tor/process/pool-metrics';
import { ProcessMetrics } from '@tor/process/process-metrics';
import { ForecastShopHandler } from './forecast-shop/forecast-shop.handler.js';
import { ForecastProcessor } from './forecast.processor.js';
import { ForecastMetrics } from './metrics/forecast-metrics.js';
import { JobMetrics } from './metrics/job-metrics.js';
import { WorkerOperations } from './operations/worker-operations.js';
import { LostRequests } from './recovery/lost-requests.js';
import { NightlySchedule } from './recovery/nightly-schedule.js';
import { RefreshShopsHandler } from './refresh-shops/refresh-shops.handler.js';
import { WORKER_CONFIG } from './worker-config.js';

/** The queue, and the worker that takes its jobs. */
const QUEUE_PARTS = 2;

/** The worker: one processor, one handler a job. */
@Module({})
export class WorkerModule {
  /** @param telemetry carries traces over the queue; null where nobody collects them */
  static forRoot(config: Config, telemetry: Telemetry | null = null): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PersistenceModule.forRoot(config.database, {
          applicationName: 'tor-worker',
          statementTimeoutMs: 120_000,
          otherConnections: queueConnections(config.queue, QUEUE_PARTS),
        }),
        ForecastQueueModule.forRoot(config.queue, config.database, ForecastRequests, telemetry),
      ],
      providers: [
        { provide: WORKER_CONFIG, useValue: config.worker },
        {
          provide: ProcessMetrics,
          useFactory: (database: DatabaseHealth) => metricsWithPool(() => database.pool()),
          inject: [DatabaseHealth],
        },
        JobMetrics,
        ForecastMetrics,
        WorkerOperations,
        ForecastShopHandler,
        RefreshShopsHandler,
        ForecastProcessor,
        NightlySchedule,
        LostRequests,
      ],
    };
  }
}
