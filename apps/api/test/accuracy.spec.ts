import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDay, calendarDayAt } from '@tor/kernel/calendar-day';
import { type ApiClient, expectOk } from '@tor/testing/api-client';
import { seedHistory } from '@tor/testing/seed-history';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { AccuracyFigures, AccuracyView } from '../src/forecast/accuracy/dto/accuracy.view.js';
import { expectedFigures, type PastForecast, soldIn } from './accuracy-oracle.js';
import { writeRun, writeRunOfAll } from './forecast-steps.js';
import { NOBODYS_ID, expectProblem, expectRefusedFields } from './shop-steps.js';

const ZONE = 'Asia/Jakarta';
const GOODS = 4;
const HISTORY_DAYS = 60;

describe('the accuracy of past forecasts', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let today: CalendarDay;
  let goods: string[];

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  beforeEach(async () => {
    today = calendarDayAt(new Date(), ZONE);
    shop = await stack.newShop();
    await seedHistory(stack.database, { userId: shop.userId, goods: GOODS, days: HISTORY_DAYS, today });
    const rows = await stack.database.query<{ id: string }>('SELECT id FROM goods WHERE user_id = $1 ORDER BY name', [
      shop.userId,
    ]);
    goods = rows.map(({ id }) => id);
  });

  /** What was said `daysAgo` days ago of a goods: about what it sells, some days more and some less. */
  function said(goodsId: string, daysAgo: number, shift = 0): PastForecast {
    const predicted = Array.from({ length: 7 }, (_, n) => (goods.indexOf(goodsId) + daysAgo + n * n + shift) % 7);
    const total = predicted.reduce((sum, units) => sum + units, 0);
    return {
      ...{ goodsId, asOf: addDays(today, -daysAgo), predicted, week: [total - 8, total + 8] as const },
      lower: predicted.map((units) => Math.max(0, units - 2)),
      upper: predicted.map((units) => units + 3),
    };
  }

  /** Writes the runs of these days, each of all goods or of those given. */
  async function forecastOn(daysAgo: readonly number[], of = goods): Promise<PastForecast[]> {
    const forecasts: PastForecast[] = [];
    for (const ago of daysAgo) {
      const run = of.map((goodsId) => said(goodsId, ago));
      await writeRun(stack.database, shop, addDays(today, -ago), run);
      forecasts.push(...run);
    }
    return forecasts;
  }

  const accuracy = async (query = ''): Promise<AccuracyView> =>
    expectOk(await shop.get(`/api/forecast/accuracy${query}`)).body.data;

  const expected = async (forecasts: readonly PastForecast[]): Promise<AccuracyFigures> =>
    expectedFigures(forecasts, await soldIn(stack.database, shop));

  it("is what the forecaster's own measures say, of the shop and of each goods", async () => {
    const forecasts = await forecastOn([25, 20, 14, 9, 8, 7]);
    const view = await accuracy();
    expect(view).toMatchObject(await expected(forecasts));
    expect(view).toMatchObject({ days: 28, since: addDays(today, -25), until: addDays(today, -7), forecast_days: 6 });
    expect(view.weeks_scored).toBe(6 * GOODS);
    expect(view.goods).toMatchObject({ total: GOODS, page: 1, limit: 20 });
    for (const one of view.goods.data) {
      const own = forecasts.filter(({ goodsId }) => goodsId === one.id);
      expect(one).toMatchObject({ archived: false, ...(await expected(own)) });
      expect(await accuracy(`?goods_id=${one.id}`)).toMatchObject({ ...(await expected(own)), goods: { data: [one] } });
    }
    expect(view.reasons[0]).toMatch(
      /^Ramalan 7 hari meleset [\d.,]+%, tebakan "sama seperti minggu lalu" meleset [\d.,]+%: /,
    );
  });

  it('lists the goods that were off by most units first, in pages', async () => {
    await forecastOn([10, 9]);
    const all = (await accuracy()).goods.data.map(({ id }) => id);
    const pages = [await accuracy('?limit=3'), await accuracy('?limit=3&page_index=2')];
    expect(pages.flatMap((page) => page.goods.data.map(({ id }) => id))).toEqual(all);
    const off = async (goodsId = ''): Promise<number> =>
      [10, 9].reduce((sum, ago) => sum + Math.abs(totalOf(said(goodsId, ago)) - sold(goodsId, ago)), 0);
    const units = await soldIn(stack.database, shop);
    const sold = (goodsId: string, ago: number): number =>
      Array.from({ length: 7 }, (_, n) => units(goodsId, addDays(today, n - ago))).reduce((sum, one) => sum + one, 0);
    const errors = await Promise.all(all.map(off));
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
  });

  it('scores forecasts whose seven days are over, as far back as it is asked', async () => {
    const forecasts = await forecastOn([40, 29, 28, 7, 6, 1, 0]);
    const of = (...days: number[]): PastForecast[] =>
      forecasts.filter(({ asOf }) => days.some((ago) => asOf === addDays(today, -ago)));
    expect(await accuracy()).toMatchObject({ forecast_days: 2, ...(await expected(of(28, 7))) });
    expect(await accuracy('?days=90')).toMatchObject({ forecast_days: 4, ...(await expected(of(40, 29, 28, 7))) });
    expect(await accuracy('?days=7')).toMatchObject({ forecast_days: 1, ...(await expected(of(7))) });
  });

  it('scores the first finished run of a day', async () => {
    const [first] = goods;
    if (!first) throw new Error('There are no goods');
    const asOf = addDays(today, -9);
    await writeRun(stack.database, shop, asOf, [said(first, 9, 3)], `${asOf}T09:00:00Z`);
    await writeRun(stack.database, shop, asOf, [said(first, 9)], `${asOf}T02:00:00Z`);
    await stack.database.query(
      `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at, finished_at)
       VALUES ($1, gen_random_uuid(), $2, 30, 'failed', now(), '2000-01-01')`,
      [shop.userId, asOf],
    );
    expect(await accuracy()).toMatchObject({ forecast_days: 1, ...(await expected([said(first, 9)])) });
  });

  it('follows the books: sales that are booked, changed or deleted later count', async () => {
    const forecasts = await forecastOn([12, 8]);
    const before = await accuracy();
    const sale = { goods_id: goods[0], quantity: 9, sale_date: addDays(today, -6) };
    const { id } = expectOk(await shop.post('/api/sales', sale)).body.data;
    const booked = await accuracy();
    expect(booked).toMatchObject(await expected(forecasts));
    expect(booked.week_wape).not.toBe(before.week_wape);
    expectOk(await shop.put(`/api/sales/${id}`, { quantity: 2, sale_date: addDays(today, -10) }));
    expect(await accuracy()).toMatchObject(await expected(forecasts));
    expectOk(await shop.delete(`/api/sales/${id}`));
    expect(await accuracy()).toEqual(before);
  });

  it('leaves out days on which the shelf was empty, and weeks with such a day, and says how many', async () => {
    const [first = ''] = goods;
    await stack.database.query(
      `DELETE FROM sales WHERE user_id = $1 AND goods_id = $2 AND sale_date BETWEEN $3::date - 10 AND $3::date - 9`,
      [shop.userId, first, today],
    );
    // A year ago 5 came; they were gone 11 days ago, and others came 8 days ago: the 10th and the 9th were empty.
    for (const [ago, change] of [
      [365, 5],
      [11, -5],
      [8, 5],
    ] as const) {
      await stack.database.query(
        `INSERT INTO stock_movements (user_id, goods_id, kind, quantity_change, created_at)
         VALUES ($1, $2, 'adjustment', $3, ($4::date - $5::int + time '12:00') AT TIME ZONE $6)`,
        [shop.userId, first, change, today, ago, ZONE],
      );
    }
    const forecasts = await forecastOn([20, 12, 10, 8]);
    const isEmpty = (id: string, on: CalendarDay): boolean =>
      id === first && [addDays(today, -10), addDays(today, -9)].includes(on);
    const view = await accuracy();
    expect(view).toMatchObject(expectedFigures(forecasts, await soldIn(stack.database, shop), isEmpty));
    expect(view).toMatchObject({ weeks_out_of_stock: 2, days_out_of_stock: 4 });
    expect(view.reasons.at(-1)).toBe('2 ramalan tidak dinilai karena raknya kosong di sebagian harinya.');

    // A sale that is booked late says that there was something to sell, and nobody knows since when.
    const late = { goods_id: first, quantity: 1, sale_date: addDays(today, -9) };
    expectOk(await shop.post('/api/sales', late));
    expect(await accuracy()).toMatchObject({ weeks_out_of_stock: 0, days_out_of_stock: 0 });
  });

  it('scores archived goods up to when they were archived', async () => {
    const [first = '', ...others] = goods;
    const forecasts = [...(await forecastOn([20, 12], [first])), ...(await forecastOn([11], others))];
    await stack.database.query(
      "UPDATE goods SET archived_at = ($3::date - 13 + time '10:00') AT TIME ZONE $4 WHERE user_id = $1 AND id = $2",
      [shop.userId, first, today, ZONE],
    );
    const view = await accuracy();
    expect(view).toMatchObject(await expected(forecasts.filter((one) => one.asOf !== addDays(today, -12))));
    expect(view.goods.data.find(({ id }) => id === first)).toMatchObject({ archived: true, weeks_scored: 1 });
  });

  it('scores every second forecast of a shop with more than 60,000, the newest among them; of one goods every one', async () => {
    const big = await stack.newShop();
    await stack.database.query(
      `INSERT INTO goods (user_id, id, name, price, stock_quantity)
       SELECT $1, gen_random_uuid(), 'Goods ' || n, 1000, 0 FROM generate_series(1, 4000) AS n`,
      [big.userId],
    );
    for (let ago = 7; ago < 25; ago++) await writeRunOfAll(stack.database, big, addDays(today, -ago));
    const all = expectOk(await big.get('/api/forecast/accuracy')).body.data;
    expect(all).toMatchObject({ forecast_days: 9, since: addDays(today, -23), until: addDays(today, -7) });
    expect([all.weeks_scored, all.goods.total]).toEqual([9 * 4000, 4000]);
    const one = expectOk(await big.get(`/api/forecast/accuracy?goods_id=${all.goods.data[0].id}`)).body.data;
    expect(one).toMatchObject({ forecast_days: 18, weeks_scored: 18, since: addDays(today, -24) });
  });

  it('has no figure where nothing was sold, and where there is nothing to score', async () => {
    const nothing = {
      ...{ week_wape: null, naive_week_wape: null, day_wape: null, naive_day_wape: null, bias: null, mase: null },
      beats_naive: null,
    };
    expect(await accuracy()).toMatchObject({
      ...nothing,
      ...{ since: null, until: null, forecast_days: 0, weeks_scored: 0, week_coverage: null, day_coverage: null },
      goods: { data: [], total: 0, page: 1, limit: 20 },
      reasons: ['Belum ada ramalan yang bisa dinilai: tujuh hari sesudahnya harus lewat dulu.'],
    });
    await forecastOn([9]);
    await stack.database.query('DELETE FROM sales WHERE user_id = $1', [shop.userId]);
    expect(await accuracy()).toMatchObject({ ...nothing, weeks_scored: GOODS, days_scored: 7 * GOODS });
  });

  it('refuses goods that the shop does not have, and what is no number of days', async () => {
    expectProblem(await shop.get(`/api/forecast/accuracy?goods_id=${NOBODYS_ID}`), 404, 'goods_not_found');
    expectRefusedFields(await shop.get('/api/forecast/accuracy?days=6&goods_id=x'), 'days', 'goods_id');
    expectRefusedFields(await shop.get('/api/forecast/accuracy?days=91'), 'days');
    expectRefusedFields(await shop.get('/api/forecast/accuracy?days=7.5&limit=101'), 'days', 'limit');
  });
});

function totalOf({ predicted = [] }: PastForecast): number {
  return predicted.reduce((sum, units) => sum + units, 0);
}
