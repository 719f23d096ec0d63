import { createPostgresBackend, setDefaultBackendFactory, type PostgresPoolConfig, type QueueOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { PoolClient } from 'pg';
import type { DatabaseConfig, QueueConfig } from '@tor/config/config';
import { POSTGRES_POOL_SIZE } from './queue-connections.js';

/** The PostgreSQL schema of the queue's own tables. */
export const QUEUE_SCHEMA = 'bullmq';

/** What BullMQ needs to reach its backend. */
export type QueueConnection = QueueOptions['connection'] | PostgresPoolConfig;

export interface QueueBackend {
  readonly connection: QueueConnection;
  /** Whether it is connected, as far as this process knows; what is asked of one that is not would wait until it is. */
  isUp(): boolean;
  /** Calls `listener` each time that it is connected. On PostgreSQL never: what was committed there is not lost. */
  onUp(listener: () => void): void;
  close(): Promise<void>;
}

/**
 * The one place that picks the queue's backend for this process: Redis or Valkey where a URL is given, else BullMQ's own
 * PostgreSQL backend on the application's database.
 */
export function openQueueBackend(queue: QueueConfig, database: DatabaseConfig): QueueBackend {
  return queue.redisUrl === null ? postgresBackend(database) : redisBackend(queue.redisUrl);
}

function redisBackend(url: string): QueueBackend {
  // A process that has opened a queue on PostgreSQL before would go on with that.
  setDefaultBackendFactory();
  // BullMQ's workers wait on blocking commands, which must not be given up after some retries.
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  // Without a listener ioredis prints each failed attempt to reconnect; readiness reports the state instead.
  redis.on('error', () => undefined);
  return {
    connection: redis,
    isUp: () => redis.status === 'ready',
    onUp: (listener) => void redis.on('ready', listener),
    close: async () => {
      if (redis.status === 'ready') await redis.quit();
      else redis.disconnect();
    },
  };
}

function postgresBackend(database: DatabaseConfig): QueueBackend {
  setDefaultBackendFactory(createPostgresBackend);
  const pool: PostgresPoolConfig = {
    connectionString: database.url,
    schema: QUEUE_SCHEMA,
    max: POSTGRES_POOL_SIZE,
    onConnect: (client: PoolClient) => client.query(`SET ROLE "${database.role}"`),
  };
  return { connection: pool, isUp: () => true, onUp: () => undefined, close: () => Promise.resolve() };
}
