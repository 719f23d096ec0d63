import type { ShopWithJob } from './done-once.js';
import { expectOk, type Shop } from '../world/shop.js';
import type { World } from '../world/world.js';

/** A shop that has asked for its forecast. */
export interface AskedForecast extends ShopWithJob {
  readonly shop: Shop;
}

/** Shops enough to be seen at it: their training takes a second or more. */
export const TRAINS_LONG = { goods: 8, days: 200 };
/** Shops that are forecast at once. */
export const TRAINS_SHORT = { goods: 2, days: 20 };

/** New shops with a history, each of which has asked for its forecast. */
export async function askForForecasts(
  world: World,
  count: number,
  size: { readonly goods: number; readonly days: number },
): Promise<AskedForecast[]> {
  const shops = await world.newShopsWithHistory(count, size);
  return Promise.all(
    shops.map(async (shop) => ({
      ...{ shop, userId: shop.tenantId, goods: size.goods },
      jobId: String(expectOk(await shop.post('/api/forecast/jobs')).body.data.id),
    })),
  );
}

/** How many of these jobs have a run in a status. */
export async function countRuns(
  world: World,
  jobs: readonly ShopWithJob[],
  status: 'running' | 'done' | 'failed',
): Promise<number> {
  const [row] = await world.query<{ runs: number }>(
    'SELECT count(*)::int AS runs FROM forecast_runs WHERE id = ANY($1::uuid[]) AND status = $2',
    [jobs.map(({ jobId }) => jobId), status],
  );
  return row?.runs ?? 0;
}
