import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { publishTestServers } from '@tor/config/test-servers';
import { startEmbeddedPostgres } from '@tor/embedded-postgres/embedded-postgres';
import { migrateQueue } from '@tor/forecast-queue/migrate-queue';
import { migrate } from '@tor/persistence/migrate';
import { atDatabase } from './test-database.js';
import { keepForTeardown } from './teardown-list.js';

const TEMPLATE = 'tor_template';

/** Before any test: one real PostgreSQL, and in it one migrated database to copy. */
export default async function globalSetup(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tor-test-'));
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    // The tests' data need not survive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  });
  keepForTeardown({ dataDir, stop: () => postgres.stop() });

  const { superuserUrl, appUrl } = postgres;
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  await superuser.query(`CREATE DATABASE ${TEMPLATE} OWNER tor_owner`);
  await superuser.end();
  const ownerUrl = atDatabase(postgres.ownerUrl, TEMPLATE);
  await migrate({ ownerUrl, appRole: 'tor_app' });
  await migrateQueue({ redisUrl: null }, ownerUrl, 'tor_app');
  publishTestServers({ superuserUrl, ownerUrl, appUrl, templateDatabase: TEMPLATE });
}
