import { BullModule } from '@nestjs/bullmq';
import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { QueueOptions, Telemetry } from 'bullmq';
import type { DatabaseConfig, QueueConfig } from '@tor/config/config';
import { FORECAST_QUEUE } from './forecast-jobs.js';
import { DeadLetters } from './dead-letters.js';
import { ForecastQueue, QUEUE_BACKEND, QUEUE_LIMIT } from './forecast-queue.js';
import { QueueInspection } from './queue-figures.js';
import { openQueueBackend, type QueueBackend } from './queue-backend.js';

/** The queue between the API and the worker, on the backend that the configuration names. */
@Global()
@Module({})
export class ForecastQueueModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  /** @param telemetry carries traces over the queue; null where nobody collects them */
  static forRoot(queue: QueueConfig, database: DatabaseConfig, telemetry: Telemetry | null = null): DynamicModule {
    const backend = openQueueBackend(queue, database);
    return {
      module: ForecastQueueModule,
      imports: [
        BullModule.forRoot({
          connection: backend.connection as QueueOptions['connection'],
          ...(telemetry && { telemetry }),
        }),
        BullModule.registerQueue({ name: FORECAST_QUEUE }),
      ],
      providers: [
        { provide: QUEUE_BACKEND, useValue: backend },
        { provide: QUEUE_LIMIT, useValue: queue.limit },
        ForecastQueue,
        DeadLetters,
        QueueInspection,
      ],
      exports: [ForecastQueue, DeadLetters, QueueInspection, BullModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backend.close();
  }
}
