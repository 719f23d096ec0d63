import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from './files.js';
import { PostgresUnavailable } from './postgres-unavailable.js';
import { commandLine, signalProcess, waitUntilGone } from './processes.js';

const FAST_SHUTDOWN_MS = 60_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;

async function isPostgresOf(folder: string, pid: number): Promise<boolean> {
  const command = await commandLine(pid);
  return command !== undefined && command.includes('postgres') && command.includes(await realpath(folder));
}

/**
 * Ends a PostgreSQL that an earlier start left running on this folder, and removes the lock file of one that is gone
 * when some other process has its pid by now: PostgreSQL would take that one for itself and refuse to start.
 * To be called by whoever holds the data folder, so that what runs there is nobody's.
 */
export async function clearLeftover(folder: string, log: (line: string) => void): Promise<void> {
  const lockFile = join(folder, 'postmaster.pid');
  const text = await readIfThere(lockFile);
  if (text === undefined) return;
  const pid = Number.parseInt(text, 10);
  if (!(pid > 1)) return;
  if (!(await isPostgresOf(folder, pid))) {
    await rm(lockFile, { force: true });
    return;
  }
  log(`an earlier start left PostgreSQL running as process ${pid}: stopping it`);
  signalProcess(pid, 'SIGINT');
  if (await waitUntilGone(pid, FAST_SHUTDOWN_MS)) return;
  signalProcess(pid, 'SIGQUIT');
  if (await waitUntilGone(pid, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new PostgresUnavailable(
    `A PostgreSQL of an earlier start (process ${pid}) holds ${folder} and does not stop. End it first.`,
  );
}
