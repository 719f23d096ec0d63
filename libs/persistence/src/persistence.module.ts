import { Global, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DatabaseConfig } from '@tor/config/config';
import { AccountStore } from './account-store.js';
import { checkConnectionBudget } from './connection-budget.js';
import { appDataSource } from './data-source.js';
import { DatabaseHealth } from './database-health.js';
import { ForecastRequests } from './forecast-requests.js';
import { assertBoundByRowSecurity } from './role-check.js';
import { ShopRegistry } from './shop-registry.js';
import { TenantDatabase } from './tenant-database.js';

const DOORS = [TenantDatabase, AccountStore, ShopRegistry, ForecastRequests, DatabaseHealth];

/** How a program uses the database. */
export interface DatabaseUse {
  readonly applicationName: string;
  readonly statementTimeoutMs: number;
  /** What the program opens besides its pool, at most: those of the queue. */
  readonly otherConnections?: number;
}

/**
 * Connects to the database as the app's role, refuses a role that row-level security does not bind or a pool that the
 * server cannot bear, and hands out the doors
 * to the data. The connection itself stays inside.
 */
@Global()
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static forRoot(config: DatabaseConfig, app: DatabaseUse): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        {
          provide: DataSource,
          useFactory: async () => {
            const dataSource = await appDataSource({ ...config, ...app }).initialize();
            await assertBoundByRowSecurity(dataSource);
            const warning = await checkConnectionBudget(dataSource, config.poolSize + (app.otherConnections ?? 0));
            if (warning !== null) new Logger('Database').warn(warning);
            return dataSource;
          },
        },
        ...DOORS.map((door) => ({
          provide: door,
          useFactory: (source: DataSource) => new door(source),
          inject: [DataSource],
        })),
      ],
      exports: DOORS,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
