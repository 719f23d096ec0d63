import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '@tor/persistence/migrate';
import { migrateQueue } from '@tor/forecast-queue/migrate-queue';
import { ApiClient, expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';

/** What a later version's migration may do, by the rules of docs/operations.md. */
const LATER_MIGRATION = [
  'ALTER TABLE tor.goods ADD COLUMN later_note text',
  "ALTER TABLE tor.sales ADD COLUMN later_channel text NOT NULL DEFAULT 'till'",
  'CREATE TABLE tor.later_table (user_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (user_id, id))',
];

describe('an API that runs', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let goods: string;

  beforeAll(async () => {
    stack = await startTestStack();
    shop = await stack.newShop();
    const made = await shop.post('/api/goods', { name: 'Kopi', price: 5, stock_quantity: 100_000 });
    goods = expectOk(made).body.data.id;
  });

  afterAll(() => stack.stop());

  /** Sells for as long as `work` takes. @returns the statuses of the answers */
  async function sellingWhile(work: () => Promise<unknown>): Promise<number[]> {
    const statuses: number[] = [];
    let open = true;
    const till = (async () => {
      do {
        const { status } = await shop.post('/api/sales', { goods_id: goods, quantity: 1, sale_date: '2026-01-02' });
        statuses.push(status);
      } while (open);
    })();
    await work().finally(() => (open = false));
    await till;
    return statuses;
  }

  it('goes on selling while the migrations run again', async () => {
    const { ownerUrl } = stack.database;
    const statuses = await sellingWhile(async () => {
      for (let time = 0; time < 3; time++) {
        await migrate({ ownerUrl, appRole: 'tor_app' });
        await migrateQueue({ redisUrl: null }, ownerUrl, 'tor_app');
      }
    });
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('goes on when a later version has added columns and tables, and so does one that starts on them', async () => {
    const statuses = await sellingWhile(async () => {
      for (const change of LATER_MIGRATION) await stack.database.query(change);
    });
    expect(new Set(statuses)).toEqual(new Set([200]));
    const another = new ApiClient(await stack.anotherApi(), shop.accessToken);
    expectOk(await another.get(`/api/goods/${goods}`));
    expect(expectOk(await shop.get('/api/integrity')).body.data.balanced).toBe(true);
  });
});
