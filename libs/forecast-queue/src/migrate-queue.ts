import { runMigrations } from 'bullmq';
import pg from 'pg';
import type { QueueConfig } from '@tor/config/config';
import { FORECAST_QUEUE } from './forecast-jobs.js';
import { QUEUE_SCHEMA } from './queue-backend.js';

/**
 * Brings the queue's own tables in PostgreSQL to the version of this BullMQ, and lets the app's role use them. Nothing to do on Redis.
 * @param ownerUrl connection string of the owner
 */
export async function migrateQueue(
  queue: Pick<QueueConfig, 'redisUrl'>,
  ownerUrl: string,
  appRole: string,
): Promise<void> {
  if (queue.redisUrl !== null) return;
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tor-migrate' });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    // BullMQ makes a queue's id sequence when the first job is added. The app's role may not make anything, so it is done here.
    await client.query(`SELECT ${QUEUE_SCHEMA}.next_job_id($1)`, [FORECAST_QUEUE]);
    const role = client.escapeIdentifier(appRole);
    await client.query(`GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await client.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
  } finally {
    await client.end();
  }
}
