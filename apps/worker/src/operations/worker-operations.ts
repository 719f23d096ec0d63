import { Injectable } from '@nestjs/common';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { DatabaseHealth } from '@tor/persistence/database-health';
import { outOfReach } from '@tor/process/out-of-reach';
import { ProcessMetrics, type MetricsPage } from '@tor/process/process-metrics';
import type { Operations } from './operations-server.js';

/** What the worker tells of itself. */
@Injectable()
export class WorkerOperations implements Operations {
  #looking: Promise<string[]> | undefined;

  constructor(
    private readonly database: DatabaseHealth,
    private readonly queue: ForecastQueue,
    private readonly processMetrics: ProcessMetrics,
  ) {}

  /** Who asks while somebody looks is told the same: many who ask are no load. */
  missing(): Promise<string[]> {
    this.#looking ??= outOfReach({ database: this.database.check(), queue: this.queue.checkNow() }).finally(
      () => (this.#looking = undefined),
    );
    return this.#looking;
  }

  metrics(): Promise<MetricsPage> {
    return this.processMetrics.page();
  }
}
