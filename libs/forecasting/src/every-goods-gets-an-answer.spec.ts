import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import fc from 'fast-check';
import type { GoodsForecast } from './forecast-shop.js';
import { forecastShop } from './forecast-shop.js';
import { meanEngine } from './mean-engine.spec-helper.js';
import type { GoodsHistory, ShopHistory } from './shop-history.js';

const today = parseCalendarDay('2024-03-11');

function goods(goodsId: string, quantities: ArrayLike<number>, leadTimeDays = 3): GoodsHistory {
  return {
    goodsId,
    firstDay: addDays(today, -quantities.length),
    quantities: Float32Array.from(quantities),
    prices: new Float32Array(quantities.length).fill(1_000),
    leadTimeDays,
  };
}

function shopOf(goodsList: GoodsHistory[]): ShopHistory {
  return { asOf: today, goods: goodsList, reviewDays: 7, serviceLevel: 0.95 };
}

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The rules that hold for every answer, whatever the history. */
function expectSound(forecast: GoodsForecast, horizonDays: number): void {
  const { predicted, lower, upper, week, protection, leadTime, meanAbsoluteError } = forecast;
  expect(0 <= week.lower && week.lower <= week.predicted && week.predicted <= week.upper).toBe(true);
  if (horizonDays >= 7) expect(predicted.subarray(0, 7).reduce((sum, units) => sum + units, 0)).toBe(week.predicted);
  expect([predicted.length, lower.length, upper.length]).toEqual([horizonDays, horizonDays, horizonDays]);
  for (let day = 0; day < horizonDays; day++) {
    const [low = NaN, point = NaN, high = NaN] = [lower[day], predicted[day], upper[day]];
    expect(low >= 0 && low <= point && point <= high).toBe(true);
  }
  const amounts = [
    meanAbsoluteError,
    ...[protection.days, protection.demand, protection.safetyStock, protection.lowerDemand, protection.upperDemand],
    ...protection.quantiles,
    leadTime.days,
    leadTime.demand,
    leadTime.safetyStock,
  ];
  expect(amounts.every((amount) => Number.isFinite(amount) && amount >= 0)).toBe(true);
  expect(protection.lowerDemand).toBeLessThanOrEqual(protection.demand);
  expect(protection.upperDemand).toBeGreaterThanOrEqual(protection.demand);
  expect([...protection.quantiles].sort((a, b) => a - b)).toEqual(protection.quantiles);
  expect(protection.demand).toBeGreaterThanOrEqual(leadTime.demand);
}

const quantity = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.float({ min: 0, max: 999_999, noNaN: true }) },
);

describe('every goods gets an answer', () => {
  it('sound for any history of up to 60 days', () => {
    const anyGoods = fc.record({
      quantities: fc.array(quantity, { maxLength: 60 }),
      emptyShelves: fc.option(fc.array(fc.boolean(), { minLength: 60, maxLength: 60 })),
      leadTimeDays: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 365 })),
    });
    const anyShop = fc.record({
      goods: fc.array(anyGoods, { maxLength: 8 }),
      reviewDays: fc.integer({ min: 1, max: 40 }),
      serviceLevel: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
      horizonDays: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(anyShop, ({ goods: list, reviewDays, serviceLevel, horizonDays }) => {
        const histories = list.map((one, index) => ({
          ...goods(`g${index}`, one.quantities, one.leadTimeDays),
          ...(one.emptyShelves && {
            outOfStock: Uint8Array.from(one.quantities, (_, day) => Number(one.emptyShelves?.[day] ?? false)),
          }),
        }));
        const history = { asOf: today, goods: histories, reviewDays, serviceLevel };
        const forecasts = forecastShop(history, meanEngine, { horizonDays, seed: 1 });
        expect(forecasts.map(({ goodsId }) => goodsId)).toEqual(histories.map(({ goodsId }) => goodsId));
        for (const forecast of forecasts) expectSound(forecast, horizonDays);
      }),
      { numRuns: 150 },
    );
  });

  it('within what a day can hold, even where one huge sale stands among single ones', () => {
    const histories = [
      goods('huge at last', [1, 1, 1, 0, 1, 83_571.75, 1, 0], 0),
      goods('slow', [1, 1, 0, 0, 0, 0, 0, 0], 0),
      goods('huge', [1, 0, 1, 0, 0, 1, 44_970.68, 0], 0),
    ];
    const history = { asOf: today, goods: histories, reviewDays: 1, serviceLevel: 0.5 };
    for (const forecast of forecastShop(history, meanEngine, { horizonDays: 1, seed: 1 })) {
      expectSound(forecast, 1);
      expect(forecast.upper[0]).toBeLessThanOrEqual(1_000_000);
      expect(forecast.week.upper).toBeLessThanOrEqual(7_000_000);
    }
  });

  it('sound for any shop that trains a model', () => {
    const pattern = fc.array(quantity, { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 6, maxLength: 8 }), (patterns) => {
        const histories = patterns.map((days, index) =>
          goods(
            `g${index}`,
            Float32Array.from({ length: 320 }, (_, day) => (days[day % days.length] ?? 0) + (day % 9 ? 0 : 1)),
          ),
        );
        // Some shelves are empty for weeks on end.
        histories.forEach((one, index) => {
          one.outOfStock = Uint8Array.from(one.quantities, (units, day) =>
            Number(units === 0 && day % 50 < 10 * index),
          );
        });
        const forecasts = forecastShop(shopOf(histories), meanEngine, { horizonDays: 30, seed: 1 });
        for (const forecast of forecasts) {
          expect(forecast.model).toBe('xgboost');
          expectSound(forecast, 30);
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('from the model its history can carry', () => {
    const daily = (length: number): number[] => Array.from({ length }, () => 4);
    const dead = [...daily(10), ...new Array<number>(56).fill(0)];
    const histories = [
      ...Array.from({ length: 5 }, (_, index) => goods(`old ${index}`, daily(400))),
      goods('young', daily(55)),
      goods('14 sale days', [
        ...daily(10),
        ...new Array<number>(60).fill(0),
        ...daily(4),
        ...new Array<number>(10).fill(0),
      ]),
      goods('7 sale days', daily(7)),
      goods('new today', []),
      goods('dead', dead),
    ];
    const forecasts = forecastShop(shopOf(histories), meanEngine, { horizonDays: 7, seed: 1 });
    expect(forecasts.map(({ goodsId, model }) => [goodsId, model])).toEqual([
      ...Array.from({ length: 5 }, (_, index) => [`old ${index}`, 'xgboost']),
      ['young', 'recent-mean'],
      ['14 sale days', 'recent-mean'],
      ['7 sale days', 'recent-mean'],
      ['new today', 'no-recent-sales'],
      ['dead', 'no-recent-sales'],
    ]);
    expect(forecasts.map(({ predicted }) => sum(predicted))).toEqual([
      28, 28, 28, 28, 28, 28,
      // 16 units in 14 days of a window of 28
      4, 28, 0, 0,
    ]);
  });

  it('by smoothing where the shop is too small to train a model', () => {
    const [forecast] = forecastShop(shopOf([goods('only', new Float32Array(200).fill(3))]), meanEngine, {
      horizonDays: 10,
      seed: 1,
    });
    expect(forecast?.model).toBe('exponential-smoothing');
    expect(forecast && sum(forecast.predicted)).toBe(30);
  });

  it('in an empty shop: none', () => {
    expect(forecastShop(shopOf([]), meanEngine, { horizonDays: 7, seed: 1 })).toEqual([]);
  });
});
