import { backUp } from '@tor/embedded-postgres/backup/back-up';
import { putBack } from '@tor/embedded-postgres/backup/put-back';
import { PostgresUnavailable } from '@tor/embedded-postgres/embedded-postgres';
import { StackFailure } from './stack-failure.js';

/** Without the first the database is not reachable; without the second everybody is signed out. */
const SECRETS = ['postgres-passwords.json', 'jwt-secret'];

/** What a backup says about itself. */
export interface BackupFacts {
  /** All that was committed before is in it. ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Backs up a data folder whose embedded database runs.
 * @throws StackFailure when none runs there or the target is not empty
 */
export function backUpDataFolder(dataDir: string, target: string): Promise<BackupFacts> {
  return told(async () => factsOf(await backUp({ dataDir, target, secrets: SECRETS })));
}

/**
 * Puts a backup into a new data folder.
 * @throws StackFailure when the backup is damaged or the folder is not empty
 */
export function restoreDataFolder(backup: string, dataDir: string): Promise<BackupFacts> {
  return told(async () => factsOf(await putBack(backup, dataDir)));
}

interface Backup {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly files: readonly { readonly size: number }[];
}

function factsOf({ startedAt, finishedAt, files }: Backup): BackupFacts {
  return { startedAt, finishedAt, files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PostgresUnavailable ? new StackFailure(error.message) : error;
  }
}
