import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { forecastShop } from './forecast-shop.js';
import { meanEngine } from './mean-engine.spec-helper.js';
import { seededRandom } from './seeded-random.js';
import type { GoodsHistory } from './shop-history.js';

const asOf = parseCalendarDay('2026-03-05');

function goods(goodsId: string, days: number, sold: (day: number) => number): GoodsHistory {
  const quantities = Float32Array.from({ length: days }, (_, day) => sold(day));
  return {
    ...{ goodsId, firstDay: addDays(asOf, -days), quantities, leadTimeDays: 3 },
    prices: new Float32Array(days).fill(10),
  };
}

describe('a new goods that took off', () => {
  it('does not make the owner hoard new ones that did not', () => {
    const random = seededRandom(1);
    const old = Array.from({ length: 30 }, (_, index) => goods(`old ${index}`, 300, () => Math.floor(4 * random())));
    // One large order in their second week: the forecast of that week was off by a hundred times.
    const risen = goods('risen', 54, (day) => (day === 9 ? 400 : 1));
    const others = Array.from({ length: 4 }, (_, index) => goods(`other ${index}`, 54, (day) => (day + index) % 2));
    const quiet = goods('quiet', 40, (day) => 1 - (day % 2));
    const history = { asOf, goods: [...old, risen, ...others, quiet], reviewDays: 7, serviceLevel: 0.95 };
    const forecast = forecastShop(history, meanEngine, { horizonDays: 7, seed: 1 }).at(-1);
    expect(forecast).toMatchObject({ goodsId: 'quiet', model: 'recent-mean' });
    expect(forecast?.protection.demand).toBeCloseTo(5, 9);
    expect(forecast?.protection.safetyStock).toBeLessThan(15);
  });
});
