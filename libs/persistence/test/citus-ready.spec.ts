import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';

/** Small, or read across shops: on Citus a reference table, or a table of the coordinator alone. */
const NOT_DISTRIBUTED: Readonly<Record<string, string>> = {
  users: 'its key is the user id itself, under the name id: distributed by id, in the same shards as the others',
  local_accounts: 'looked up by its e-mail address, which is unique over all shops: a reference table',
  refresh_tokens: 'looked up by its hash before the shop is known: a reference table',
  shop_activity: 'read across shops by the nightly refresh, a date for each: a reference table',
  migrations: 'of the coordinator alone',
};

/** Foreign keys that Citus has no place for: from a reference table to a distributed one. They are to be dropped there. */
const TO_BE_DROPPED: Readonly<Record<string, string>> = {
  local_accounts_user: 'AccountStore writes both rows in one transaction, and users are never deleted',
  refresh_tokens_user: 'a token is made for a user who has just signed in',
  shop_activity_user: 'written in the transaction of a sale, whose goods belong to the user',
};

/** Citus enforces uniqueness and foreign keys within a shard: they have to hold the column that chooses it. */
describe('the tables of shops', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  async function tablesOfShops(): Promise<string[]> {
    const rows = await database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'tor'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
    );
    return rows.map(({ name }) => name).filter((name) => !(name in NOT_DISTRIBUTED));
  }

  async function without(sql: string): Promise<string[]> {
    const rows = await database.query<{ name: string; of: string }>(sql);
    const shops = await tablesOfShops();
    return rows.filter((row) => shops.includes(row.of)).map(({ name }) => name);
  }

  it('are all listed: what is not distributed is there, with its reason', async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'tor'::regnamespace AND relkind IN ('r', 'p')`,
    );
    const names = rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(NOT_DISTRIBUTED)));
    const lacking = await database.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c WHERE relnamespace = 'tor'::regnamespace AND relkind IN ('r', 'p')
          AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'user_id' AND a.attnotnull)`,
    );
    expect(lacking.map(({ name }) => name).sort()).toEqual(['migrations', 'users']);
  });

  it('have the user id in every primary key and unique index', async () => {
    const found = await without(
      `SELECT i.indexrelid::regclass::text AS name, t.relname AS of
         FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        WHERE t.relnamespace = 'tor'::regnamespace AND i.indisunique
          AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'user_id'
                             AND a.attnum = ANY (i.indkey::int2[]))`,
    );
    expect(found).toEqual([]);
  });

  it('have the user id at the same place on both sides of every foreign key between them', async () => {
    const found = await without(
      `SELECT c.conname AS name, t.relname AS of
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
        WHERE t.relnamespace = 'tor'::regnamespace AND c.contype = 'f'
          AND NOT EXISTS (
            SELECT 1 FROM unnest(c.conkey, c.confkey) AS pair (here, there)
              JOIN pg_attribute h ON h.attrelid = c.conrelid AND h.attnum = pair.here
              JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = pair.there
             WHERE h.attname = 'user_id' AND a.attname = CASE r.relname WHEN 'users' THEN 'id' ELSE 'user_id' END)`,
    );
    expect(found).toEqual([]);
  });

  it('have no foreign key to a table that is not distributed, but to users', async () => {
    const found = await without(
      `SELECT c.conname || ' -> ' || r.relname AS name, t.relname AS of
         FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
        WHERE t.relnamespace = 'tor'::regnamespace AND c.contype = 'f' AND r.relname = ANY ('{local_accounts,refresh_tokens,shop_activity}')`,
    );
    expect(found).toEqual([]);
  });

  it('have no trigger, which Citus would not carry to the shards', async () => {
    const found = await without(
      `SELECT g.tgname AS name, t.relname AS of FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
        WHERE t.relnamespace = 'tor'::regnamespace AND NOT g.tgisinternal`,
    );
    expect(found).toEqual([]);
  });

  it('are pointed at from outside by the foreign keys that are listed, and no others', async () => {
    const rows = await database.query<{ name: string }>(
      `SELECT c.conname AS name FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
        WHERE t.relnamespace = 'tor'::regnamespace AND c.contype = 'f' AND t.relname = ANY ($1) ORDER BY 1`,
      [Object.keys(NOT_DISTRIBUTED)],
    );
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(TO_BE_DROPPED).sort());
  });
});
