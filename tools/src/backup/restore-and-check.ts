import { type BooksOfAllShops, checkBooksOfAllShops } from '@tor/persistence/books-of-all-shops';
import { restoreDataFolder } from '@tor/supervisor/data-folder-backup';
import { openDatabase } from '@tor/supervisor/stack-database';

/**
 * Puts a backup into a new data folder, lets the database recover there, checks every shop's books, and stops it again.
 * @returns what the check found
 * @throws StackFailure when the backup is damaged, the folder not empty, or the database does not start
 */
export async function restoreAndCheck(
  backup: string,
  dataDir: string,
  say: (line: string) => void,
): Promise<BooksOfAllShops> {
  const { startedAt, files, bytes } = await restoreDataFolder(backup, dataDir);
  say(`Restored the backup of ${startedAt}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, each as it was written`);
  const log: string[] = [];
  const database = await openDatabase({ dataDir, log: (line) => void log.push(line) });
  try {
    const recovered = log.find((line) => line.includes('consistent recovery state reached'));
    say(recovered?.replace(/^\S+ +\| /, '') ?? 'The database did not say that it recovered');
    const url = new URL(database.urls.superuserUrl ?? '');
    url.pathname = new URL(database.urls.ownerUrl).pathname;
    const books = await checkBooksOfAllShops(url.toString());
    say(`${books.shops} shops, ${books.goods} goods, ${books.sales} sales`);
    for (const { userId, check, disagreeing } of books.unbalanced)
      say(`Shop ${userId}: ${check} disagree ${disagreeing} times`);
    say(books.unbalanced.length === 0 ? "Every shop's books balance" : 'The books do NOT balance');
    return books;
  } finally {
    await database.stop();
  }
}
