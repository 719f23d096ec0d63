import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DatabaseConfig } from '@tor/config/config';
import { AccountStore } from './account-store.js';
import { appDataSource } from './data-source.js';
import { DatabaseHealth } from './database-health.js';
import { ForecastRequests } from './forecast-requests.js';
import { assertBoundByRowSecurity } from './role-check.js';
import { ShopRegistry } from './shop-registry.js';
import { TenantDatabase } from './tenant-database.js';

const DOORS = [TenantDatabase, AccountStore, ShopRegistry, ForecastRequests, DatabaseHealth];

/**
 * Connects to the database as the app's role, refuses a role that row-level security does not bind, and hands out the doors
 * to the data. The connection itself stays inside.
 */
@Global()
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static forRoot(config: DatabaseConfig, app: { applicationName: string; statementTimeoutMs: number }): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        {
          provide: DataSource,
          useFactory: async () => {
            const dataSource = await appDataSource({ ...config, ...app }).initialize();
            await assertBoundByRowSecurity(dataSource);
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
