import { Global, Module } from '@nestjs/common';
import { DatabaseHealth } from '@tor/persistence/database-health';
import { metricsWithPool } from '@tor/process/pool-metrics';
import { ProcessMetrics } from '@tor/process/process-metrics';
import { ChatMetrics } from './chat-metrics.js';
import { HttpMetrics } from './http-metrics.js';
import { MetricsController } from './metrics.controller.js';
import { QueueMetrics } from './queue-metrics.js';

/** What the API tells of itself, for Prometheus. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [
    {
      provide: ProcessMetrics,
      useFactory: (database: DatabaseHealth) => metricsWithPool(() => database.pool()),
      inject: [DatabaseHealth],
    },
    HttpMetrics,
    ChatMetrics,
    QueueMetrics,
  ],
  exports: [HttpMetrics, ChatMetrics],
})
export class MetricsModule {}
