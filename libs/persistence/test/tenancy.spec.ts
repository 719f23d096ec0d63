import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { AccountStore } from '../src/account-store.js';
import { appDataSource } from '../src/data-source.js';
import type { GoodsDetails } from '../src/repositories/goods.repository.js';
import { TenantDatabase } from '../src/tenant-database.js';

const GOODS: GoodsDetails = {
  name: 'Kopi',
  category: null,
  price: 100n,
  sku: null,
  unit: null,
  costPrice: 0n,
  leadTimeDays: null,
  lowStockThreshold: null,
};

describe('the tenants of one database', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let tenants: TenantDatabase;
  let ani: TenantId;
  let budi: TenantId;

  beforeAll(async () => {
    database = await createTestDatabase();
    // One connection: whatever a transaction leaves on it, the next caller meets.
    dataSource = await appDataSource({
      url: database.appUrl,
      role: 'tor_app',
      poolSize: 1,
      applicationName: 'test',
      statementTimeoutMs: 15_000,
    }).initialize();
    tenants = new TenantDatabase(dataSource);
    ani = await newTenant('ani@shop.example');
    budi = await newTenant('budi@shop.example');
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  async function newTenant(email: string): Promise<TenantId> {
    const id = parseTenantId(randomUUID());
    await new AccountStore(dataSource).create(id, email, 'no hash');
    return id;
  }

  const newGoods = (tenant: TenantId): Promise<string> =>
    tenants.run(tenant, async (shop) => (await shop.goods.insert(GOODS)).id);

  it('see their own rows and no others', async () => {
    const id = await newGoods(ani);
    expect(await tenants.run(ani, (shop) => shop.goods.find(id))).toMatchObject({ id, userId: ani });
    expect(await tenants.run(budi, (shop) => shop.goods.find(id))).toBeNull();
    expect((await tenants.run(budi, (shop) => shop.goods.list({ offset: 0, limit: 100 }))).total).toBe(0);
  });

  it('see nothing at all without a tenant, also on a connection that carried one before', async () => {
    await newGoods(ani);
    for (const table of [
      'users',
      'shop_settings',
      'goods',
      'sales',
      'stock_movements',
      'forecast_runs',
      'restock_inferences',
    ]) {
      expect(await dataSource.query(`SELECT * FROM ${table}`)).toEqual([]);
    }
    expect((await database.query('SELECT 1 FROM goods')).length).toBeGreaterThan(0);
  });

  it('cannot write rows of another tenant', async () => {
    await expect(
      dataSource.transaction(async (manager) => {
        await manager.query(`SELECT set_config('app.user_id', $1, true)`, [ani]);
        await manager.query(
          `INSERT INTO goods (user_id, id, name, price, stock_quantity) VALUES ($1, gen_random_uuid(), 'x', 1, 0)`,
          [budi],
        );
      }),
    ).rejects.toThrow('row-level security');
  });

  it("cannot hang their rows onto another tenant's goods", async () => {
    const id = await newGoods(budi);
    await expect(
      tenants.run(ani, (shop) =>
        shop.sales.insert({ goodsId: id, quantity: 1, saleDate: '2026-01-01', unitPrice: 1n, unitCost: 0n }),
      ),
    ).rejects.toThrow('sales_goods');
  });

  it('can only add to the ledger', async () => {
    await tenants.run(ani, async (shop) => {
      const { id } = await shop.goods.insert(GOODS);
      await shop.stock.book(id, { kind: 'opening', quantityChange: 3 });
    });
    for (const change of ['UPDATE stock_movements SET quantity_change = 9', 'DELETE FROM stock_movements']) {
      await expect(dataSource.query(change)).rejects.toThrow('permission denied');
    }
  });

  it('do not wait for ever: a statement that takes too long is told as a database out of reach', async () => {
    const id = await newGoods(ani);
    const options = {
      url: database.appUrl,
      role: 'tor_app',
      poolSize: 2,
      applicationName: 'test',
      statementTimeoutMs: 200,
    };
    const impatient = await appDataSource(options).initialize();
    try {
      await tenants.run(ani, async (holder) => {
        await holder.goods.findForUpdate(id);
        const waiting = new TenantDatabase(impatient).run(ani, (shop) => shop.goods.findForUpdate(id));
        await expect(waiting).rejects.toMatchObject({ code: 'database_unavailable' });
      });
    } finally {
      await impatient.destroy();
    }
  });

  it('keep nothing of work that fails half-way', async () => {
    const before = (await database.query('SELECT 1 FROM goods')).length;
    const failing = tenants.run(ani, async (shop) => {
      const { id } = await shop.goods.insert(GOODS);
      await shop.stock.book(id, { kind: 'adjustment', quantityChange: -1 });
    });
    await expect(failing).rejects.toThrow('goods_stock_quantity');
    expect(await database.query('SELECT 1 FROM goods')).toHaveLength(before);
  });
});
