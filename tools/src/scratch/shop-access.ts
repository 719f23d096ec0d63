import 'reflect-metadata';
import { Module, type DynamicModule, type INestApplicationContext, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Config } from '@tor/config/config';
import { loadConfig } from '@tor/config/load-config';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import { ForecastRequests } from '@tor/persistence/forecast-requests';
import { PersistenceModule } from '@tor/persistence/persistence.module';

/** The same doors to data and queue that API and worker have, for loading in bulk. */
@Module({})
class ShopAccessModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ShopAccessModule,
      imports: [
        PersistenceModule.forRoot(config.database, { applicationName: 'tor-tools', statementTimeoutMs: 120_000 }),
        ForecastQueueModule.forRoot(config.queue, config.database, ForecastRequests),
      ],
    };
  }
}

/** Opens the doors. @param env the environment of a running stack's programs */
export function openShopAccess(
  env: NodeJS.ProcessEnv,
  logger: LoggerService | false,
): Promise<INestApplicationContext> {
  const module = ShopAccessModule.forRoot(loadConfig('worker', env));
  return NestFactory.createApplicationContext(module, { logger, abortOnError: false });
}
