import { describe, expect, it } from '@jest/globals';
import { addDays, type CalendarDay, parseCalendarDay } from '@tor/kernel/calendar-day';
import { forecastShop } from '../forecast-shop.js';
import { meanEngine } from '../mean-engine.spec-helper.js';
import type { GoodsHistory, ShopHistory } from '../shop-history.js';
import { assertNoLookAhead } from './no-look-ahead.js';
import { forecastOrigin, type ForecastFunction } from './origin-forecasts.js';

const lastDay = parseCalendarDay('2024-06-30');
const asOf = parseCalendarDay('2024-06-01');
const OPTIONS = { horizonDays: 7, seed: 3 };

function goods(goodsId: string, days: number, every: number): GoodsHistory {
  return {
    goodsId,
    firstDay: addDays(lastDay, 1 - days),
    quantities: Float32Array.from({ length: days }, (_, day) => (day % every === 0 ? 1 + (day % 5) : 0)),
    prices: new Float32Array(days).fill(2),
    leadTimeDays: 3,
  };
}

const shopOf = (grown: GoodsHistory[]): ShopHistory => ({
  ...{ asOf: addDays(lastDay, 1), reviewDays: 7, serviceLevel: 0.95 },
  goods: [...grown, goods('young', 50, 2), goods('first sold later', 10, 1)],
});
const SMALL = shopOf([goods('a', 120, 1), goods('b', 120, 3)]);
/** Large enough that a model is trained. */
const LARGE = shopOf(Array.from({ length: 6 }, (_, index) => goods(`old ${index}`, 330, 1 + (index % 3))));

const honest: ForecastFunction = (history, options) => forecastShop(history, meanEngine, options);

/** What a backtest computes, with a forecaster that is made for the whole data. */
const withForecaster =
  (forecaster: (whole: ShopHistory) => ForecastFunction) =>
  (whole: ShopHistory, day: CalendarDay): Promise<unknown> =>
    forecastOrigin(whole, day, OPTIONS, forecaster(whole));

describe('a backtest', () => {
  it('says the same whatever happened from the origin on', async () => {
    await expect(
      assertNoLookAhead(
        LARGE,
        asOf,
        withForecaster(() => honest),
      ),
    ).resolves.toBeUndefined();
  });

  it('is found out when its forecaster scales by what was sold later', async () => {
    const leak = withForecaster((whole) => async (history, options) => {
      const forecasts = await honest(history, options);
      const later = whole.goods.reduce(
        (sum, { quantities }) => sum + quantities.subarray(-29).reduce((a, b) => a + b, 0),
        0,
      );
      return forecasts.map((forecast) => ({ ...forecast, week: { ...forecast.week, demand: later } }));
    });
    await expect(assertNoLookAhead(SMALL, asOf, leak)).rejects.toThrow(
      'What is computed for 2024-06-01 knows of the days from then on: it is different with other sales',
    );
  });

  it('is found out when it is told one day too many', async () => {
    const leak = withForecaster((whole) => (history, options) => {
      const known = whole.goods.filter(({ goodsId }) => history.goods.some((one) => one.goodsId === goodsId));
      const until = addDays(asOf, 1);
      const cut = (values: Float32Array): Float32Array => values.slice(0, values.length - 29);
      const told = known.map((one) => ({ ...one, quantities: cut(one.quantities), prices: cut(one.prices) }));
      return honest({ ...history, asOf: until, goods: told }, options);
    });
    await expect(assertNoLookAhead(SMALL, asOf, leak)).rejects.toThrow('other sales');
  });

  it('is found out when it only knows how many goods there will be', async () => {
    const leak = withForecaster((whole) => async (history, options) => {
      const forecasts = await honest(history, options);
      return forecasts.map((forecast) => ({ ...forecast, meanAbsoluteError: whole.goods.length }));
    });
    await expect(assertNoLookAhead(SMALL, asOf, leak)).rejects.toThrow('no goods that first sold later');
  });

  it('is found out when something of an earlier look is left', async () => {
    let looks = 0;
    const leak = withForecaster(() => async (history, options) => {
      const forecasts = await honest(history, { ...options, seed: looks++ });
      return forecasts.map((forecast) => ({ ...forecast, meanAbsoluteError: looks }));
    });
    await expect(assertNoLookAhead(SMALL, asOf, leak)).rejects.toThrow('knows of the days from then on');
  });
});
