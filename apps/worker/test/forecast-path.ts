import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import type { ApiClient } from '@tor/testing/api-client';
import { expectOk } from '@tor/testing/api-client';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';

/** A backend of the queue, made for one test file. */
export interface QueueUnderTest {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const today = (): ReturnType<typeof calendarDayAt> => calendarDayAt(new Date(), 'Asia/Jakarta');

/** What holds of a forecast, from request to inference, whichever backend the queue has. */
export function describeForecastPath(backend: string, startQueue: () => Promise<QueueUnderTest>): void {
  describe(`a forecast by way of the queue on ${backend}`, () => {
    let queue: QueueUnderTest;
    let test: TestStack;

    beforeAll(async () => {
      queue = await startQueue();
      test = await startTestStack({ env: { FORECAST_WAIT_MS: '60000', ...queue.env }, programs: API_AND_WORKER });
    });

    afterAll(async () => {
      await test.stop();
      await queue.stop();
    });

    async function shopWithHistory(goods: number): Promise<ApiClient> {
      const shop = await test.newShop();
      await seedHistory(test.database, { userId: shop.userId, goods, days: 200, today: today() });
      return shop;
    }

    const runsOf = (shop: ApiClient): Promise<{ status: string }[]> =>
      test.database.query('SELECT status FROM forecast_runs WHERE user_id = $1', [shop.userId]);

    it('is made on the first request and answered from the database on the second', async () => {
      const shop = await shopWithHistory(20);
      const first = expectOk(await shop.get('/api/forecast/?day_forecast=7'));
      expect(first.body.data).toHaveLength(10);
      for (const goods of first.body.data) {
        expect(goods.is_forecasted).toBe(true);
        expect(goods.sales).toHaveLength(50);
        expect(goods.sales.at(-1).date).toBe(addDays(today(), -1));
        const { forecast } = goods;
        expect(forecast).toMatchObject({ model: 'xgboost', as_of: today(), stale: false });
        expect(forecast.predictions.map((day: { date: string }) => day.date)).toEqual(
          Array.from({ length: 7 }, (_, index) => addDays(today(), index)),
        );
        let sum = 0;
        for (const { total_sales, min_sales, max_sales } of forecast.predictions) {
          for (const units of [total_sales, min_sales, max_sales]) expect(Number.isInteger(units)).toBe(true);
          expect(0 <= min_sales && min_sales <= total_sales && total_sales <= max_sales).toBe(true);
          sum += total_sales;
        }
        expect(forecast.total_sales).toBe(sum);
        expect(forecast.restock_quantity).toBeGreaterThanOrEqual(forecast.min_restock_quantity);
        expect(forecast.restock_quantity).toBeLessThanOrEqual(forecast.max_restock_quantity);
        expect(forecast.reasons[0]).toMatch(/^Laku di \d+ dari \d+ hari: /);
        expect(forecast.reasons.length).toBeGreaterThanOrEqual(3);
      }
      expect(
        first.body.data.some((goods: { forecast: { total_sales: number } }) => goods.forecast.total_sales > 0),
      ).toBe(true);

      const second = expectOk(await shop.get('/api/forecast/?day_forecast=7'));
      expect(second.body).toEqual(first.body);
      expect(await runsOf(shop)).toEqual([{ status: 'done' }]);
    });

    it('is one job for equal requests', async () => {
      const shop = await shopWithHistory(10);
      const answers = await Promise.all(Array.from({ length: 20 }, () => shop.get('/api/forecast/')));
      for (const answer of answers) expect(expectOk(answer).body.data[0].is_forecasted).toBe(true);
      expect(await runsOf(shop)).toEqual([{ status: 'done' }]);
    });

    it('looks as far ahead as it is asked, for the goods it is asked about', async () => {
      const shop = await shopWithHistory(12);
      const [goods] = expectOk(await shop.get('/api/goods')).body.data;
      const month = expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}&day_forecast=30`)).body.data;
      expect(month).toHaveLength(1);
      expect(month[0].id).toBe(goods.id);
      expect(month[0].forecast.predictions).toHaveLength(30);
      expect((await shop.get('/api/forecast/?goods_id=3f0c1a52-6a55-4c6e-9d1f-0a4f6f6f8a11')).status).toBe(404);
    });

    it('is made anew when past sales change, and not for a sale of today', async () => {
      const shop = await shopWithHistory(8);
      const { data } = expectOk(await shop.get('/api/forecast/')).body;
      // One that runs low, so that every unit sold is a unit more to order.
      const goods = data.find((one: { forecast: { restock_quantity: number } }) => one.forecast.restock_quantity > 0);
      const sell = (saleDate: string): Promise<unknown> =>
        shop.post('/api/sales', { goods_id: goods.id, quantity: 2, sale_date: saleDate }).then(expectOk);

      await sell(today());
      const unchanged = expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}`)).body.data[0];
      expect(unchanged.forecast.predictions).toEqual(goods.forecast.predictions);
      expect(unchanged.forecast.restock_quantity).toBe(goods.forecast.restock_quantity + 2);
      expect(await runsOf(shop)).toHaveLength(1);

      await sell(addDays(today(), -1));
      const renewed = expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}`)).body.data[0];
      expect(renewed.forecast.stale).toBe(false);
      expect(renewed.sales.at(-1).total_quantity).toBe(goods.sales.at(-1).total_quantity + 2);
      expect(await runsOf(shop)).toEqual([{ status: 'done' }, { status: 'done' }]);
    });

    it('is made anew when past sales are deleted or the lead time changes', async () => {
      const shop = await shopWithHistory(3);
      const goods = expectOk(await shop.post('/api/goods', { name: 'Mistyped', price: 5, stock_quantity: 900 })).body
        .data;
      const ask = async (): Promise<{ is_forecasted: boolean; forecast: { stale: boolean; reorder_point: number } }> =>
        expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}`)).body.data[0];
      const sale = { goods_id: goods.id, quantity: 300, sale_date: addDays(today(), -2) };
      const booked = expectOk(await shop.post('/api/sales', sale)).body.data;
      const before = await ask();
      expect(before.is_forecasted).toBe(true);

      expectOk(await shop.put(`/api/goods/${goods.id}`, { lead_time_days: 60 }));
      const slower = await ask();
      expect(slower.forecast.stale).toBe(false);
      expect(slower.forecast.reorder_point).toBeGreaterThan(before.forecast.reorder_point);

      expectOk(await shop.delete(`/api/sales/${booked.id}`));
      expect(await ask()).toMatchObject({ is_forecasted: false, forecast: { stale: false, restock_quantity: 0 } });
      expect(await runsOf(shop)).toHaveLength(3);
    });

    it('is made anew when the shop asks for another service level, and says which one it is for', async () => {
      const shop = await shopWithHistory(8);
      const orders = async (): Promise<{ quantity: number; reasons: string }> => {
        const { data } = expectOk(await shop.get('/api/forecast/')).body;
        const forecasts: { stale: boolean; restock_quantity: number; reasons: string[] }[] = data.map(
          (one: { forecast: unknown }) => one.forecast,
        );
        expect(forecasts.map(({ stale }) => stale)).not.toContain(true);
        return {
          quantity: forecasts.reduce((sum, one) => sum + one.restock_quantity, 0),
          reasons: forecasts.flatMap(({ reasons }) => reasons).join(' '),
        };
      };
      const before = await orders();
      expectOk(await shop.put('/api/settings', { service_level: 0.6 }));
      const after = await orders();
      expect(after.quantity).toBeLessThan(before.quantity);
      expect([before.reasons, after.reasons]).toEqual([expect.stringContaining('95%'), expect.stringContaining('60%')]);
      expect(await runsOf(shop)).toHaveLength(2);
    });

    it('leaves goods without a past alone, and does not train for them', async () => {
      const shop = await test.newShop();
      const goods = expectOk(await shop.post('/api/goods', { name: 'New', price: 5, stock_quantity: 3 })).body.data;
      const [answer] = expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}`)).body.data;
      expect(answer.is_forecasted).toBe(false);
      expect(answer.forecast).toMatchObject({ predictions: [], total_sales: 0, restock_quantity: 0, goods_mae: 0 });
      expect(await runsOf(shop)).toEqual([]);
    });

    it('does not train for goods that sold too long ago to learn from', async () => {
      const shop = await test.newShop();
      const goods = expectOk(await shop.post('/api/goods', { name: 'Old', price: 5, stock_quantity: 3 })).body.data;
      const sale = { goods_id: goods.id, quantity: 1, sale_date: addDays(today(), -731) };
      expectOk(await shop.post('/api/sales', sale));
      const [answer] = expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}`)).body.data;
      expect(answer).toMatchObject({ is_forecasted: false, forecast: { stale: false } });
      expect(await runsOf(shop)).toEqual([]);

      expectOk(await shop.post('/api/sales', { ...sale, sale_date: addDays(today(), -730) }));
      const [learnt] = expectOk(await shop.get(`/api/forecast/?goods_id=${goods.id}`)).body.data;
      expect(learnt).toMatchObject({ is_forecasted: true, forecast: { model: 'no-recent-sales', total_sales: 0 } });
      expect(await runsOf(shop)).toEqual([{ status: 'done' }]);
    });

    it('leaves API and worker responsive while it trains', async () => {
      const shop = await shopWithHistory(60);
      let training = true;
      const forecast = shop.get('/api/forecast/').finally(() => {
        training = false;
      });
      let answered = 0;
      while (training) {
        expectOk(await test.anonymous.get('/health/ready'));
        answered++;
      }
      expectOk(await forecast);
      expect(answered).toBeGreaterThan(10);
    });
  });
}
