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
import type { QueueOptions } from 'bullmq';
import type { DatabaseConfig, QueueConfig } from '@tor/config/config';
import { FORECAST_QUEUE } from './forecast-jobs.js';
import { DeadLetters } from './dead-letters.js';
import { ForecastQueue, QUEUE_BACKEND } from './forecast-queue.js';
import { openQueueBackend, type QueueBackend } from './queue-backend.js';
import { NO_NOTES, REQUEST_NOTES, type RequestNotes } from './request-notes.js';

/** The queue between the API and the worker, on the backend that the configuration names. */
@Global()
@Module({})
export class ForecastQueueModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_BACKEND) private readonly backend: QueueBackend) {}

  /** @param notes a provider of the application, where requests are noted; null where there is no database to note them in */
  static forRoot(queue: QueueConfig, database: DatabaseConfig, notes: Type<RequestNotes> | null): DynamicModule {
    const noted: Provider = {
      provide: REQUEST_NOTES,
      ...(notes === null ? { useValue: NO_NOTES } : { useExisting: notes }),
    };
    const backend = openQueueBackend(queue, database);
    return {
      module: ForecastQueueModule,
      imports: [
        BullModule.forRoot({ connection: backend.connection as QueueOptions['connection'] }),
        BullModule.registerQueue({ name: FORECAST_QUEUE }),
      ],
      providers: [{ provide: QUEUE_BACKEND, useValue: backend }, noted, ForecastQueue, DeadLetters],
      exports: [ForecastQueue, DeadLetters, BullModule],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backend.close();
  }
}
