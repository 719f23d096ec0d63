import type { DataSource } from 'typeorm';
import { StartRefused } from '@tor/kernel/start-refused';

/** What PostgreSQL has for the apps, and how much of it is taken. */
interface ServerConnections {
  /** `max_connections` without those that are kept for superusers and other privileged roles. */
  readonly forApps: number;
  /** Taken by anybody now, this one included. */
  readonly inUse: number;
}

/**
 * Holds what this process may open at most against what the server has.
 * @param most connections of this process, its pool and all others
 * @returns a warning when they and those that are open now are more than the server has; null when they fit
 * @throws StartRefused when this process alone could take more than the server has: everybody would be locked out one day
 */
export async function checkConnectionBudget(dataSource: DataSource, most: number): Promise<string | null> {
  const { forApps, inUse } = await serverConnections(dataSource);
  if (most > forApps) {
    throw new StartRefused(
      `This process may open ${most} connections, and PostgreSQL has ${forApps} for all: lower DB_POOL_SIZE or raise max_connections`,
    );
  }
  const others = Math.max(0, inUse - 1);
  if (others + most <= forApps) return null;
  return (
    `This process may open ${most} connections, others have ${others} open, and PostgreSQL has ${forApps} for all: ` +
    'under load connections will be refused. Lower DB_POOL_SIZE, run fewer processes or raise max_connections'
  );
}

async function serverConnections(dataSource: DataSource): Promise<ServerConnections> {
  // Any role may read these. `reserved_connections` is of PostgreSQL 16 and later.
  const [row]: ServerConnections[] = await dataSource.query(
    `SELECT current_setting('max_connections')::int
              - current_setting('superuser_reserved_connections')::int
              - coalesce(current_setting('reserved_connections', true), '0')::int AS "forApps",
            (SELECT coalesce(sum(numbackends), 0)::int FROM pg_stat_database) AS "inUse"`,
  );
  if (!row) throw new Error('PostgreSQL does not say how many connections it has');
  return row;
}
