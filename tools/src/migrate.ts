import 'reflect-metadata';
import { ConfigError, EXIT_BAD_CONFIG, loadConfig } from '@tor/config/load-config';
import { migrateQueue } from '@tor/forecast-queue/migrate-queue';
import { migrate } from '@tor/persistence/migrate';

/** Brings the database to this version, as its owner. The one step of a deployment that may change tables. */
async function main(): Promise<void> {
  const { database, queue } = loadConfig('migrations');
  const ran = await migrate({ ownerUrl: database.migrationUrl, appRole: database.role });
  if (queue.redisUrl === null) await migrateQueue(database.migrationUrl, database.role);
  console.log(ran.length > 0 ? `Migrated: ${ran.join(', ')}` : 'The database is up to date');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = error instanceof ConfigError ? EXIT_BAD_CONFIG : 1;
}
