import { fileURLToPath } from 'node:url';

/** A program of this workspace: its name in the log, and its compiled main module. */
export interface Program {
  readonly name: string;
  readonly entry: string;
  readonly args?: readonly string[];
  /** What Node itself is told. */
  readonly execArgv?: readonly string[];
}

function compiled(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

/** Brings the database to this version, then ends. */
export const MIGRATIONS: Program = { name: 'setup', entry: compiled('tools/dist/migrate.js') };

/**
 * On a machine with much memory Node lets garbage lie for long. API and worker need a fraction of this, so they collect it while
 * it is little, and hold as much after a month as after an hour.
 */
const BOUNDED_HEAP = ['--max-old-space-size=512'];

/**
 * V8 keeps four threads that collect garbage beside the program. On a machine with two cores they take from PostgreSQL and from the
 * API itself, which shows in the slowest answers.
 */
const ONE_COLLECTOR = '--v8-pool-size=1';

export const API: Program = {
  name: 'api',
  entry: compiled('apps/api/dist/main.js'),
  execArgv: [...BOUNDED_HEAP, ONE_COLLECTOR],
};
export const WORKER: Program = { name: 'worker', entry: compiled('apps/worker/dist/main.js'), execArgv: BOUNDED_HEAP };

/** In the order in which they are stopped: no new requests first, then the jobs that they made. */
export const SERVICES: readonly Program[] = [API, WORKER];
