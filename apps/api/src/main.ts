import './short-lived-objects.js';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig } from '@tor/config/load-config';
import { logSettings } from '@tor/config/log-settings';
import { telemetryFor } from '@tor/forecast-queue/telemetry-for';
import { runProcess } from '@tor/process/run-process';
import { startTracing } from '@tor/process/start-tracing';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { BoundedExpress } from './http/bounded-express.js';
import { removeLeftUploads } from './import-export/upload-folders.js';
import { Connections } from './stopping/connections.js';
import { stopServing } from './stopping/stop-serving.js';
import { Stopping } from './stopping/stopping.js';

await runProcess('api', {
  configure: () => loadConfig('api'),
  log: logSettings,
  start: async (config, logger) => {
    const tracing = await startTracing('tor-api', config.tracesEndpoint, (trouble) => logger.warn(trouble, 'Traces'));
    const telemetry = await telemetryFor(config.tracesEndpoint);
    const server = new BoundedExpress(config.http.headersTimeoutMs);
    const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, telemetry), server, {
      logger,
      bodyParser: false,
      abortOnError: false,
    });
    configureApp(app, config, logger);
    const connections = new Connections(app.getHttpServer());
    await removeLeftUploads();
    await app.listen(config.http.port);
    const close = async (): Promise<void> => {
      const cutOff = await stopServing(connections, app.get(Stopping), config.http.shutdownDelayMs);
      if (cutOff > 0) logger.warn(`${cutOff} requests took too long to be answered before the stop`, 'Http');
      await app.close();
      await tracing?.stop();
    };
    return { close, facts: { url: await app.getUrl() } };
  },
});
