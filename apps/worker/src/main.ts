import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '@tor/config/load-config';
import { ProcessLogger } from '@tor/process/process-logger';
import { runProcess } from '@tor/process/run-process';
import { OperationsServer } from './operations/operations-server.js';
import { WorkerOperations } from './operations/worker-operations.js';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', async () => {
  const config = loadConfig('worker');
  // First, so that a port which is taken stops the start before there is a job under way.
  const operations = await OperationsServer.listen(config.worker.port, config.operator.token);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), {
    logger: new ProcessLogger(config.logLevel),
    abortOnError: false,
  });
  operations.tell(app.get(WorkerOperations));
  new Logger('Worker').log(`Health and metrics: ${operations.url}`);
  const close = async (): Promise<void> => {
    // Its last job can be watched until it is done.
    await app.close();
    await operations.close();
  };
  return { close, facts: { url: operations.url } };
});
