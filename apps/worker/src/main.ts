import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '@tor/config/load-config';
import { logSettings } from '@tor/config/log-settings';
import { telemetryFor } from '@tor/forecast-queue/telemetry-for';
import { runProcess } from '@tor/process/run-process';
import { startTracing } from '@tor/process/start-tracing';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', {
  configure: () => loadConfig('worker'),
  log: logSettings,
  start: async (config, logger) => {
    const tracing = await startTracing('tor-worker', config.tracesEndpoint, (trouble) =>
      logger.warn(trouble, 'Traces'),
    );
    const telemetry = await telemetryFor(config.tracesEndpoint);
    const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, telemetry), {
      logger,
      abortOnError: false,
    });
    const close = async (): Promise<void> => {
      await app.close();
      await tracing?.stop();
    };
    return { close };
  },
});
