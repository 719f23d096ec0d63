import { fileURLToPath } from 'node:url';

/** A program of this workspace: its name in the log, and its compiled main module. */
export interface Program {
  readonly name: string;
  readonly entry: string;
  readonly args?: readonly string[];
}

function compiled(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

/** Brings the database to this version, then ends. */
export const MIGRATIONS: Program = { name: 'setup', entry: compiled('tools/dist/migrate.js') };

export const API: Program = { name: 'api', entry: compiled('apps/api/dist/main.js') };
export const WORKER: Program = { name: 'worker', entry: compiled('apps/worker/dist/main.js') };

/** In the order in which they are stopped: no new requests first, then the jobs that they made. */
export const SERVICES: readonly Program[] = [API, WORKER];
