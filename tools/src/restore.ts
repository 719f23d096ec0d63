/** `npm run restore -- BACKUP FOLDER`: a backup into a new data folder, checked; 0 when every shop's books balance. */
import { StackFailure } from '@tor/supervisor/stack-failure';
import { restoreAndCheck } from './backup/restore-and-check.js';

const EXIT_USAGE = 2;
const [backup, folder, ...rest] = process.argv.slice(2);

async function main(from: string, to: string): Promise<number> {
  const { unbalanced } = await restoreAndCheck(from, to, (line) => console.log(line));
  if (unbalanced.length > 0) return 1;
  console.log(`Start on it: TOR_DATA_DIR=${to} npm start`);
  return 0;
}

try {
  if (backup === undefined || folder === undefined || backup.startsWith('-') || rest.length > 0) {
    console.error('npm run restore -- BACKUP FOLDER, where FOLDER is the new data folder');
    process.exit(EXIT_USAGE);
  }
  process.exit(await main(backup, folder));
} catch (error) {
  console.error(error instanceof StackFailure ? error.message : error);
  process.exit(1);
}
