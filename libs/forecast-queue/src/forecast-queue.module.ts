import { BullModule } from '@nestjs/bullmq';
import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
  type Type,
} from '@nestjs/common';
import type { QueueOptions, Telemetry } from 'bullmq';
import type { DatabaseConfig, QueueConfig } from '@tor/config/config';
import { FORECAST_QUEUE } from './forecast-jobs.js';
import { DeadLetters } from './dead-letters.js';
import { ForecastQueue, QUEUE_BACKEND, QUEUE_LIMIT } from './forecast-queue.js';
import { QueueInspection } from './queue-figures.js';
import { openQueueBackend, type QueueBackend } from './queue-backend.js';
import { NO_NOTES, REQUEST_NOTES, type RequestNotes } from './request-notes.js';

/** The queue between the API and the worker, on the backend that the configuration names. */
@Global()
@Module({})
export class ForecastQueueModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  /**
   * @param notes a provider of the application, where requests are noted; null where there is no database to note them in
   * @param telemetry carries traces over the queue; null where nobody collects them
   */
  static forRoot(
    queue: QueueConfig,
    database: DatabaseConfig,
    notes: Type<RequestNotes> | null,
    telemetry: Telemetry | null = null,
  ): DynamicModule {
    const noted: Provider = {
      provide: REQUEST_NOTES,
      ...(notes === null ? { useValue: NO_NOTES } : { useExisting: notes }),
    };
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
        noted,
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
