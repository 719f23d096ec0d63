import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '@tor/config/load-config';
import { logSettings } from '@tor/config/log-settings';
import { telemetryFor } from '@tor/forecast-queue/telemetry-for';
import { runProcess } from '@tor/process/run-process';
import { startTracing } from '@tor/process/start-tracing';
import { OperationsServer } from './operations/operations-server.js';
import { WorkerOperations } from './operations/worker-operations.js';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', {
  configure: () => loadConfig('worker'),
  log: logSettings,
  start: async (config, logger) => {
    // First, so that a port which is taken stops the start before there is a job under way.
    const operations = await OperationsServer.listen(config.worker.port, config.operator.token);
    const tracing = await startTracing('tor-worker', config.tracesEndpoint, (trouble) =>
      logger.warn(trouble, 'Traces'),
    );
    const telemetry = await telemetryFor(config.tracesEndpoint);
    const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, telemetry), {
      logger,
      abortOnError: false,
    });
    operations.tell(app.get(WorkerOperations));
    logger.log(`Health and metrics: ${operations.url}`, 'Worker');
    const close = async (): Promise<void> => {
      // Its last job can be watched until it is done.
      await app.close();
      await operations.close();
      await tracing?.stop();
    };
    return { close, facts: { url: operations.url } };
  },
});
