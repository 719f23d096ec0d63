import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig } from '@tor/config/load-config';
import { ProcessLogger } from '@tor/process/process-logger';
import { runProcess } from '@tor/process/run-process';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { removeLeftUploads } from './import-export/upload-folders.js';
import { Connections } from './stopping/connections.js';
import { stopServing } from './stopping/stop-serving.js';
import { Stopping } from './stopping/stopping.js';

await runProcess('api', async () => {
  const config = loadConfig('api');
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), {
    logger: new ProcessLogger(config.logLevel),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app, config.http);
  const connections = new Connections(app.getHttpServer());
  await removeLeftUploads();
  await app.listen(config.http.port);
  const close = async (): Promise<void> => {
    const cutOff = await stopServing(connections, app.get(Stopping), config.http.shutdownDelayMs);
    if (cutOff > 0) new Logger('Http').warn(`${cutOff} requests took too long to be answered before the stop`);
    await app.close();
  };
  return { close, facts: { url: await app.getUrl() } };
});
