import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/embedded-postgres.js';

/** Starts that do not outlive a suite, in folders that do not either. */
export class Harness {
  private readonly folders: string[] = [];
  private readonly running: EmbeddedPostgres[] = [];
  private readonly children: ChildProcess[] = [];

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tor-postgres-'));
    await chmod(folder, 0o755);
    this.folders.push(folder);
    return folder;
  }

  async start(dataDir: string, nativeFolder?: string): Promise<EmbeddedPostgres> {
    const options = { dataDir, settings: { fsync: 'off' }, log: () => undefined };
    const started = await startEmbeddedPostgres(nativeFolder === undefined ? options : { ...options, nativeFolder });
    this.running.push(started);
    return started;
  }

  /** A start in a process of its own, and what that one told. */
  async startElsewhere(dataDir: string): Promise<{ child: ChildProcess; told: Record<string, unknown> }> {
    const child = fork(fileURLToPath(new URL('./fixtures/hold.mjs', import.meta.url)), [dataDir], { execArgv: [] });
    this.children.push(child);
    const messages: unknown[] = await once(child, 'message');
    return { child, told: Object.fromEntries(Object.entries(messages[0] ?? {})) };
  }

  async clear(): Promise<void> {
    await Promise.all(this.running.splice(0).map((started) => started.stop()));
    await Promise.all(this.children.splice(0).map(kill));
    for (const folder of this.folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, ssl: false });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

export async function postmasterPid(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}
