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
/** A week and more ago, one a day: their weeks are over. */
const EARLIER_FORECASTS = 7;
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
    await forecastEarlier(world, shop);
    return { shop, measured: { today, ...(await lookAround(shop)), ...(await fillPages(shop)) } };
  } finally {
    await access.close();
  }
}

/** Closed stock counts of as many goods each, and conversations with the assistant, a page of both; one conversation is long. */
async function fillPages(shop: Shop): Promise<Pick<MeasuredShop, 'countId' | 'conversationId'>> {
  const counted = expectOk(await shop.get(`/api/goods?limit=${PAGE}`)).body.data as {
    id: string;
    stock_quantity: number;
  }[];
  const lines = counted.map(({ id, stock_quantity }) => ({ goods_id: id, counted_quantity: stock_quantity }));
  let [countId, conversationId] = ['', ''];
  for (let number = 0; number < PAGE; number++) {
    countId = (expectOk(await shop.post('/api/stock_counts', { note: 'Rak depan' })).body.data as { id: string }).id;
    expectOk(await shop.put(`/api/stock_counts/${countId}/lines`, { lines }));
    expectOk(await shop.post(`/api/stock_counts/${countId}/close`, {}));
    conversationId = await say(shop);
  }
  for (let said = 1; said < PAGE / 2; said++) await say(shop, conversationId);
  return { countId, conversationId };
}

async function say(shop: Shop, conversationId?: string): Promise<string> {
  const message = { chat_message: 'Barang apa yang stoknya paling sedikit?' };
  const said = await shop.post('/api/chat', { ...message, ...(conversationId && { conversation_id: conversationId }) });
  return (expectOk(said).body as { conversation_id: string }).conversation_id;
}

async function lookAround(shop: Shop): Promise<Pick<MeasuredShop, 'goodsIds' | 'saleId'>> {
  const goods = expectOk(await shop.get(`/api/goods?limit=${SOLD_IN_TURN}&sort=-stock_quantity`)).body.data as {
    id: string;
  }[];
  const goodsIds = goods.map(({ id }) => id);
  for (const id of goodsIds) {
    expectOk(await shop.post(`/api/goods/${id}/receipts`, { quantity: 1_000_000 }));
  }
  const sales = expectOk(await shop.get('/api/sales?limit=1')).body.data as { id: string }[];
  return { goodsIds, saleId: sales[0]?.id ?? '' };
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

/** The forecast once more as that of earlier days, for the look back on how far they were off. */
async function forecastEarlier(world: World, { tenantId }: Shop): Promise<void> {
  await world.query(
    `WITH latest AS (
       SELECT * FROM forecast_runs WHERE user_id = $1 AND status = 'done' ORDER BY finished_at DESC LIMIT 1
     ), earlier AS (
       INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at, finished_at)
       SELECT user_id, gen_random_uuid(), as_of - 6 - ago, horizon_days, status, started_at - (6 + ago) * interval '1 day',
              finished_at - (6 + ago) * interval '1 day'
         FROM latest, generate_series(1, $2) AS ago
       RETURNING user_id, id
     )
     INSERT INTO restock_inferences
     SELECT (jsonb_populate_record(inference, jsonb_build_object('run_id', earlier.id))).*
       FROM restock_inferences AS inference JOIN latest ON latest.id = inference.run_id, earlier
      WHERE inference.user_id = $1`,
    [tenantId, EARLIER_FORECASTS],
  );
}
