import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '@tor/config/load-config';
import { ProcessLogger } from '@tor/process/process-logger';
import { runProcess } from '@tor/process/run-process';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', async () => {
  const config = loadConfig('worker');
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: new ProcessLogger(config.logLevel),
    abortOnError: false,
  });
  return { close: () => app.close() };
});
