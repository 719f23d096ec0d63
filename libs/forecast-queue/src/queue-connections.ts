import type { QueueConfig } from '@tor/config/config';

/** Connections of each queue, worker and event stream to PostgreSQL; each of them listens on one more of its own. */
export const POSTGRES_POOL_SIZE = 3;

/**
 * How many connections to PostgreSQL the queue takes at most in one process; none where it is on Redis.
 * @param parts queues, workers and event streams that the process opens
 */
export function queueConnections(queue: QueueConfig, parts: number): number {
  return queue.redisUrl === null ? parts * (POSTGRES_POOL_SIZE + 1) : 0;
}
