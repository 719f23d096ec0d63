import { performance } from 'node:perf_hooks';
import type { Client } from 'pg';
import type { ApiClient } from '../scratch/api-client.js';
import { BY_SALES, type ShopSize, type StackShop, withGrownShops } from './grown-stack.js';
import { growthRoutes, NOT_HELD, OF_MORE_GOODS } from './growth-routes.js';

const WARM_UP = 10;
const ROUNDS = 150;
const LARGEST_RATIO = 1.5;
const SCHEMA = 'tor';

type Say = (line: string) => void;

/** A hundred times the goods, and the same sales. */
const BY_GOODS: readonly ShopSize[] = [100, 1000, 10_000].map((goods) => ({ goods, sales: 100_000 }));

interface MeasuredShop {
  readonly label: string;
  readonly api: ApiClient;
  readonly routes: Readonly<Record<string, string>>;
}

/**
 * Whether what a shop reads every day slows down with its history or its assortment: the same routes of shops with the same goods
 * and 100 times the sales, and of shops with the same sales and 100 times the goods, over HTTP, once while PostgreSQL has no
 * statistics of them and once after ANALYZE.
 * @returns 0 when no route's median grows beyond 1.5 times, but for those that are marked
 */
export function growth(say: Say): Promise<number> {
  return withGrownShops(say, [...BY_SALES, ...BY_GOODS], async ({ shops, owner }) => {
    const bySales: MeasuredShop[] = [];
    for (const shop of shops.slice(0, BY_SALES.length)) bySales.push(await toMeasure(shop, `${shop.sales} sales`));
    const byGoods: MeasuredShop[] = [];
    for (const shop of shops.slice(BY_SALES.length)) byGoods.push(await toMeasure(shop, `${shop.goods} goods`));
    let slow = 0;
    await owner.query('VACUUM');
    say('\nWithout statistics, with more sales:');
    slow += await measure(bySales, [NOT_HELD], say);
    say('\nWithout statistics, with more goods (a minute or so after an import; not held):');
    await measure(byGoods, [], say);
    await analyze(owner);
    say('\nAfter ANALYZE, with more sales:');
    slow += await measure(bySales, [NOT_HELD], say);
    say('\nAfter ANALYZE, with more goods:');
    slow += await measure(byGoods, [NOT_HELD, OF_MORE_GOODS], say);
    return slow === 0 ? 0 : 1;
  });
}

/**
 * Gathers statistics, and has plans made anew that sessions keep. By itself PostgreSQL does both when a table has grown; a plan is not
 * looked at again because of statistics alone.
 */
async function analyze(owner: Client): Promise<void> {
  await owner.query('ANALYZE');
  const { rows } = await owner.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = '${SCHEMA}'`,
  );
  for (const { name } of rows) await owner.query(`ALTER TABLE ${SCHEMA}.${name} RESET (fillfactor)`);
}

/** @throws Error when the shop does not list the sales that it was given */
async function toMeasure(shop: StackShop, label: string): Promise<MeasuredShop> {
  const total = async (query: string): Promise<number> =>
    (await shop.api.get<{ total: number }>(`/api/sales?limit=1${query}`)).total;
  const totals = {
    all: await total(''),
    kopi: await total('&q=kopi'),
    a: await total('&q=a'),
    goods: await total(`&goods_id=${shop.goodsId}`),
  };
  if (totals.all !== shop.sales) throw new Error(`The shop of ${shop.sales} sales lists ${totals.all}`);
  return { label, api: shop.api, routes: growthRoutes(shop, totals) };
}

/**
 * Asks the shops in turn, so that what else the machine does hits them alike.
 * @param marks of the routes that may grow more
 * @returns how many routes were too slow
 */
async function measure(shops: readonly MeasuredShop[], marks: readonly string[], say: Say): Promise<number> {
  const names = Object.keys(shops[0]?.routes ?? {});
  const times = new Map(names.map((name) => [name, shops.map((): number[] => [])]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const name of names) {
      for (let turn = 0; turn < shops.length; turn++) {
        const index = (turn + round + WARM_UP) % shops.length;
        const { api, routes } = shops[index] as MeasuredShop;
        const started = performance.now();
        await api.get(routes[name] ?? '');
        if (round >= 0) times.get(name)?.[index]?.push(performance.now() - started);
      }
    }
  }
  say(`${'p50 / p95 in ms'.padEnd(46)}${shops.map(({ label }) => label.padStart(16)).join('')}   ratio`);
  let slow = 0;
  for (const [name, ofShops] of times) {
    const medians = ofShops.map((one) => quantile(one, 0.5));
    const ratio = (medians.at(-1) ?? NaN) / (medians[0] ?? NaN);
    const isSlow = !(ratio <= LARGEST_RATIO) && !marks.some((mark) => name.endsWith(mark));
    if (isSlow) slow += 1;
    const columns = ofShops.map((one, index) =>
      `${ms(medians[index] ?? NaN)} / ${ms(quantile(one, 0.95))}`.padStart(16),
    );
    say(`${name.padEnd(46)}${columns.join('')}${ratio.toFixed(2).padStart(8)}${isSlow ? ' TOO SLOW' : ''}`);
  }
  return slow;
}

function quantile(values: readonly number[], part: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN;
}

const ms = (time: number): string => time.toFixed(1);
