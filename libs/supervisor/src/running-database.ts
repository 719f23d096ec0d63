import { PostgresUnavailable } from '@tor/embedded-postgres/embedded-postgres';
import { runningPostgres } from '@tor/embedded-postgres/running-postgres';
import { StackFailure } from './stack-failure.js';

/**
 * Where the apps reach the embedded database that `npm start` runs on a data folder.
 * @throws StackFailure when none runs there
 */
export async function runningDatabase(dataDir: string): Promise<string> {
  try {
    const url = await runningPostgres(dataDir);
    if (url !== null) return url;
  } catch (error) {
    throw error instanceof PostgresUnavailable ? new StackFailure(error.message) : error;
  }
  throw new StackFailure(
    `No database runs in ${dataDir}. Start it with "npm start", or name it with TOR_DATA_DIR or SUPABASE_DB_STRING.`,
  );
}
