import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '@tor/supervisor/redis-server';
import { openDatabase } from '@tor/supervisor/stack-database';
import type { ComposeService } from './compose-file.js';
import { type Container, runContainer } from './container.js';

/** A server that stands for a service of the compose file, and where it is reached. */
export interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL as the image of the service makes it: its user is a superuser and owns the database, and nobody else is there.
 */
export async function startPostgres(service: ComposeService, folder: string): Promise<Server> {
  const {
    POSTGRES_USER: user = '',
    POSTGRES_PASSWORD: password = '',
    POSTGRES_DB: name = '',
  } = service.environment ?? {};
  const database = await openDatabase({ dataDir: folder, log: () => undefined });
  const { superuserUrl = '', ownerUrl } = database.urls;
  const superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  try {
    await superuser.query('DROP DATABASE tor');
    for (const role of ['tor_owner', 'tor_app']) await superuser.query(`DROP ROLE ${role}`);
    const [role, secret] = [superuser.escapeIdentifier(user), superuser.escapeLiteral(password)];
    await superuser.query(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD ${secret}`);
    await superuser.query(`CREATE DATABASE ${superuser.escapeIdentifier(name)} OWNER ${role}`);
  } finally {
    await superuser.end();
  }
  return { port: Number(new URL(ownerUrl).port), stop: () => database.stop() };
}

/** A Redis with the service's own command. */
export async function startRedis(service: ComposeService, folder: string): Promise<Server> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const argv = [...(service.command ?? []), '--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const redis = runContainer({ name: 'redis', argv, cwd: folder, env: { PATH: '/usr/local/bin:/usr/bin:/bin' } });
  await redis.line(/Ready to accept connections/);
  return { port, stop: async () => void (await redis.stop(10)) };
}

/** The committed balancer in front of these ports: only its addresses are others, and Docker's name server is not asked. */
export async function startBalancer(
  config: string,
  apiPorts: readonly number[],
  { env, folder }: { env: NodeJS.ProcessEnv; folder: string },
): Promise<{ readonly port: number; readonly container: Container }> {
  const port = await freePort();
  const text = adapted(config, [
    [/bind :8080/, `bind 127.0.0.1:${port}`],
    [/ resolvers docker init-addr none/, ''],
    [/ {2}server-template .*/, apiPorts.map((api) => `  server api-${api} 127.0.0.1:${api}`).join('\n')],
  ]);
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, text);
  const argv = ['haproxy', '-db', '-f', file];
  const container = runContainer({ name: 'balancer', argv, cwd: folder, env });
  return { port, container };
}

function adapted(config: string, changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce((text, [pattern, replacement]) => {
    if (!pattern.test(text)) throw new Error(`The balancer's configuration has no ${pattern.source} any more`);
    return text.replace(pattern, replacement);
  }, config);
}
