import { appendFile, chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { checkBooksOfAllShops } from '@tor/persistence/books-of-all-shops';
import { backUpDataFolder, restoreDataFolder } from '@tor/supervisor/data-folder-backup';
import { openDatabase } from '@tor/supervisor/stack-database';
import { countGoods } from '@tor/testing/seed-history';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';

const quiet = (): void => undefined;

describe('a backup of the embedded database', () => {
  let folder: string;
  let backup: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-backup-'));
    await chmod(folder, 0o711);
    backup = join(folder, 'backup');
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function rowsOf(superuserUrl = ''): Promise<number> {
    const client = new pg.Client({ connectionString: superuserUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM kept');
      return rows[0]?.count ?? 0;
    } finally {
      await client.end();
    }
  }

  it('holds what was committed before it began, however much log is written meanwhile', async () => {
    const dataDir = join(folder, 'data');
    // The smallest log there is: a file of it is used again as soon as it may be.
    const settings = { max_wal_size: '32MB', min_wal_size: '32MB', fsync: 'off' };
    const database = await openDatabase({ dataDir, settings, log: quiet });
    const writer = new pg.Client({ connectionString: database.urls.superuserUrl });
    await writer.connect();
    let writing = true;
    let before: number;
    try {
      await writer.query('CREATE TABLE kept (number int, filler text)');
      await writer.query(`INSERT INTO kept SELECT n, repeat('x', 1000) FROM generate_series(1, 5000) n`);
      before = await rowsOf(database.urls.superuserUrl);
      // Several times that log, emptied each time and no more than so often: a slow disk comes to an end as well.
      await writer.query('CREATE TABLE passing (LIKE kept)');
      const flood = (async () => {
        for (let round = 0; writing && round < 10; round++) {
          await writer.query('TRUNCATE passing');
          await writer.query(`INSERT INTO passing SELECT n, repeat('y', 1000) FROM generate_series(1, 20000) n`);
          await writer.query('CHECKPOINT');
        }
      })();
      await backUpDataFolder(dataDir, backup);
      writing = false;
      await flood;
    } finally {
      await writer.end();
      await database.stop();
    }
    expect((await stat(join(backup, 'postgres-passwords.json'))).mode & 0o777).toBe(0o600);

    await restoreDataFolder(backup, join(folder, 'restored'));
    const restored = await openDatabase({ dataDir: join(folder, 'restored'), log: quiet });
    try {
      expect(await rowsOf(restored.urls.superuserUrl)).toBe(before);
    } finally {
      await restored.stop();
    }
  });

  it('is refused where no database runs, and where something is in the way', async () => {
    await expect(backUpDataFolder(join(folder, 'data'), join(folder, 'another'))).rejects.toThrow(
      'No database runs in',
    );
    const database = await openDatabase({ dataDir: join(folder, 'data'), log: quiet });
    try {
      await expect(backUpDataFolder(join(folder, 'data'), backup)).rejects.toThrow('is not empty');
    } finally {
      await database.stop();
    }
  });

  it('is not restored over anything, nor when a file of it is missing, changed or new', async () => {
    await expect(restoreDataFolder(backup, join(folder, 'restored'))).rejects.toThrow('is not empty');
    const target = join(folder, 'untouched');
    const label = join(backup, 'postgres/backup_label');
    const text = await readFile(label, 'utf8');
    await writeFile(label, text.replace('START', 'BEGUN'));
    await expect(restoreDataFolder(backup, target)).rejects.toThrow('postgres/backup_label has been changed');
    await appendFile(label, 'more');
    await expect(restoreDataFolder(backup, target)).rejects.toThrow(/backup_label has \d+ bytes instead of \d+/);
    await rm(label);
    await writeFile(join(backup, 'stranger'), '');
    await expect(restoreDataFolder(backup, target)).rejects.toThrow(
      /backup_label is missing\n.*stranger is not of this backup/,
    );
    await rm(join(backup, 'backup-manifest.json'));
    await expect(restoreDataFolder(backup, target)).rejects.toThrow('is not a complete backup');
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });
});

describe('the check of all shops', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  it('finds the one shop whose stock is not the sum of its movements', async () => {
    const shops = await database.query<{ id: string }>(
      `INSERT INTO users (id, email) SELECT gen_random_uuid(), n || '@shop.example' FROM generate_series(1, 3) n RETURNING id`,
    );
    const [wrong] = shops;
    await database.query(
      `INSERT INTO goods (user_id, id, name, price, stock_quantity) SELECT id, gen_random_uuid(), 'Kopi', 5, 0 FROM users`,
    );
    for (const { id } of await database.query<{ id: string }>('SELECT id FROM users')) await countGoods(database, id);
    expect(await checkBooksOfAllShops(database.superuserUrl)).toEqual({ shops: 3, goods: 3, sales: 0, unbalanced: [] });
    await database.query('UPDATE goods SET stock_quantity = 7 WHERE user_id = $1', [wrong?.id]);
    expect((await checkBooksOfAllShops(database.superuserUrl)).unbalanced).toEqual([
      { userId: wrong?.id, check: 'stock', disagreeing: 1 },
    ]);
  });
});
