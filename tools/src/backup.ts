/** `npm run backup -- FOLDER`: an online backup of the embedded database that runs in TOR_DATA_DIR. */
import { loadConfig } from '@tor/config/load-config';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { backUpDataFolder } from '@tor/supervisor/data-folder-backup';
import { StackFailure } from '@tor/supervisor/stack-failure';

const EXIT_USAGE = 2;
const [folder, ...rest] = process.argv.slice(2);

async function main(target: string): Promise<number> {
  const { dataDir, database } = loadConfig('supervisor');
  if (database.url !== '') {
    throw new StackFailure(
      'SUPABASE_DB_STRING names a PostgreSQL of your own: back it up with its own tools (docs/operations.md).',
    );
  }
  const { startedAt, files, bytes } = await backUpDataFolder(dataDir, target);
  console.log(`Backed up as of ${startedAt}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${target}`);
  return 0;
}

try {
  if (folder === undefined || folder.startsWith('-') || rest.length > 0) {
    console.error('npm run backup -- FOLDER, a new or empty one, while "npm start" runs');
    process.exit(EXIT_USAGE);
  }
  process.exit(await main(folder));
} catch (error) {
  const known = error instanceof StartRefused || error instanceof StackFailure;
  console.error(known ? error.message : error);
  process.exit(error instanceof StartRefused ? EXIT_START_REFUSED : 1);
}
