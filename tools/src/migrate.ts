import 'reflect-metadata';
import { loadConfig } from '@tor/config/load-config';
import { migrateQueue } from '@tor/forecast-queue/migrate-queue';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { migrate } from '@tor/persistence/migrate';

/** Brings the database to this version, as its owner. The one step of a deployment that may change tables. */
async function main(): Promise<void> {
  const { database, queue } = loadConfig('migrations');
  const ran = await migrate({ ownerUrl: database.migrationUrl, appRole: database.role, appUrl: database.url });
  await migrateQueue(queue, database.migrationUrl, database.role);
  console.log(ran.length > 0 ? `Migrated: ${ran.join(', ')}` : 'The database is up to date');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StartRefused ? error.message : error);
  process.exitCode = error instanceof StartRefused ? EXIT_START_REFUSED : 1;
}
