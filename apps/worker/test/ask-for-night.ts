import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '@tor/config/load-config';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import type { TestStack } from '@tor/testing/test-stack';

/** Begins one nightly refresh, as the schedule does when its time has come. */
export async function askForNight({ stack }: TestStack): Promise<void> {
  const { queue, database } = loadConfig('worker', stack.env);
  const module = ForecastQueueModule.forRoot(queue, database, null);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    await app.get(ForecastQueue).requestRefreshPage({ begunAt: Date.now(), after: null });
  } finally {
    await app.close();
  }
}
