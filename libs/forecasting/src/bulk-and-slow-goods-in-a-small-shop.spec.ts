import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { forecastShop } from './forecast-shop.js';
import type { RegressionEngine } from './regression-engine.js';
import type { GoodsHistory } from './shop-history.js';

const asOf = parseCalendarDay('2026-03-05');
const DAYS = 180;

/** The shop is too small for a model: whoever asks the engine to fit one is wrong. */
const noEngine: RegressionEngine = {
  fit: () => {
    throw new Error('A model was trained');
  },
};

function goods(goodsId: string, sold: (day: number) => number): GoodsHistory {
  const quantities = Float32Array.from({ length: DAYS }, (_, day) => sold(day));
  return {
    goodsId,
    firstDay: addDays(asOf, -DAYS),
    quantities,
    prices: new Float32Array(DAYS).fill(10),
    leadTimeDays: 3,
  };
}

describe('bulk goods and slow goods in a shop of five', () => {
  const slow = [goods('hammer', () => 1), goods('saw', (day) => day % 2)];
  const bulk = [
    goods('nails', (day) => (day % 9 === 0 ? 200 + ((day * 37) % 600) : 0)),
    goods('screws', (day) => (day % 7 === 0 ? 800 : 0)),
  ];
  const steady = [goods('paint', (day) => 3 + (day % 3))];

  const safetyStockOf = (shop: GoodsHistory[], goodsId: string): number => {
    const history = { asOf, goods: shop, reviewDays: 7, serviceLevel: 0.95 };
    const forecast = forecastShop(history, noEngine, { horizonDays: 30, seed: 1 }).find(
      (one) => one.goodsId === goodsId,
    );
    return forecast?.protection.safetyStock ?? NaN;
  };

  it.each(['hammer', 'saw'])('do not make the owner hoard the slow one: %s', (goodsId) => {
    const shop = [...bulk, ...steady, ...slow];
    // It sells at most one a day: what 13 days sell covers every wait for an order of 10 days.
    expect(safetyStockOf(shop, goodsId)).toBeLessThan(13);
  });
});
