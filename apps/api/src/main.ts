import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig } from '@tor/config/load-config';
import { ProcessLogger } from '@tor/process/process-logger';
import { runProcess } from '@tor/process/run-process';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { BoundedExpress } from './http/bounded-express.js';

await runProcess('api', async () => {
  const config = loadConfig('api');
  const server = new BoundedExpress(config.http.headersTimeoutMs);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), server, {
    logger: new ProcessLogger(config.logLevel),
    bodyParser: false,
    abortOnError: false,
  });
  configureApp(app, config.http);
  await app.listen(config.http.port);
  return { close: () => app.close(), facts: { url: await app.getUrl() } };
});
