import { performance } from 'node:perf_hooks';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { openShopAccess } from '../../scratch/shop-access.js';
import { expectOk, type Shop } from '../../world/shop.js';
import type { World } from '../../world/world.js';
import { growShop } from '../growth-shop.js';
import type { MeasuredShop } from './endpoints.js';

export interface ShopSizes {
  readonly goods: number;
  readonly sales: number;
  readonly otherShops: number;
  readonly otherGoods: number;
  readonly otherSales: number;
}

/** So many of the goods are sold in turn. */
const SOLD_IN_TURN = 16;
/** What a list shows when it is not told otherwise. */
const PAGE = 20;
const FORECAST_PATIENCE_MS = 300_000;

/** Fills the database: the shop that is measured, others around it, and a forecast of its goods. */
export async function fillShops(
  world: World,
  sizes: ShopSizes,
  say: (line: string) => void,
): Promise<{ shop: Shop; measured: MeasuredShop }> {
  const access = await openShopAccess(world.env, false);
  try {
    const database = access.get(TenantDatabase);
    for (let number = 0; number < sizes.otherShops; number++) {
      const { tenantId } = await world.newShop();
      await growShop(database, tenantId, sizes.otherGoods, sizes.otherSales);
    }
    const shop = await world.newShop();
    const { today } = await growShop(database, shop.tenantId, sizes.goods, sizes.sales);
    await world.query('ANALYZE');
    say(`${sizes.goods} goods with ${sizes.sales} sales are loaded, among ${sizes.otherShops} other shops`);
    await forecast(world, shop, say);
    await fillPages(shop);
    return { shop, measured: await lookAround(shop, today) };
  } finally {
    await access.close();
  }
}

/** Closed stock counts and conversations with the assistant, a page of each. */
async function fillPages(shop: Shop): Promise<void> {
  for (let number = 0; number < PAGE; number++) {
    const { id } = expectOk(await shop.post('/api/stock_counts', { note: 'Rak depan' })).body.data as { id: string };
    expectOk(await shop.post(`/api/stock_counts/${id}/close`, {}));
    expectOk(await shop.post('/api/chat', { chat_message: 'Barang apa yang stoknya paling sedikit?' }));
  }
}

async function lookAround(shop: Shop, today: MeasuredShop['today']): Promise<MeasuredShop> {
  const goods = expectOk(await shop.get(`/api/goods?limit=${SOLD_IN_TURN}&sort=-stock_quantity`)).body.data as {
    id: string;
  }[];
  const goodsIds = goods.map(({ id }) => id);
  for (const id of goodsIds) {
    expectOk(await shop.post(`/api/goods/${id}/receipts`, { quantity: 1_000_000 }));
  }
  const sales = expectOk(await shop.get('/api/sales?limit=1')).body.data as { id: string }[];
  return { goodsIds, saleId: sales[0]?.id ?? '', today };
}

async function forecast(world: World, shop: Shop, say: (line: string) => void): Promise<void> {
  const started = performance.now();
  const job = expectOk(await shop.post('/api/forecast/jobs', {})).body.data as { id: string };
  await world.until(
    'the shop is forecast',
    async () => expectOk(await shop.get(`/api/forecast/jobs/${job.id}`)).body.data.status === 'done',
    FORECAST_PATIENCE_MS,
  );
  say(`Its goods are forecast, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
