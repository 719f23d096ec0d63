import { describe, expect, it } from '@jest/globals';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { forecastShop } from './forecast-shop.js';
import type { RegressionEngine } from './regression-engine.js';
import type { GoodsHistory, ShopHistory } from './shop-history.js';

const noEngine: RegressionEngine = {
  fit() {
    throw new Error('A history that is refused must not reach the engine');
  },
};
const options = { horizonDays: 7, seed: 1 };

function rice(changes: Partial<GoodsHistory> = {}): GoodsHistory {
  return {
    goodsId: 'rice',
    firstDay: parseCalendarDay('2024-03-08'),
    quantities: Float32Array.of(1, 0, 2),
    prices: Float32Array.of(9, 9, 9),
    leadTimeDays: 3,
    ...changes,
  };
}

function shop(goods: GoodsHistory[], changes: Partial<ShopHistory> = {}): ShopHistory {
  return { asOf: parseCalendarDay('2024-03-11'), goods, reviewDays: 7, serviceLevel: 0.9, ...changes };
}

describe('a history is refused, with the goods and the rule,', () => {
  it.each<[string, Partial<GoodsHistory>, string]>([
    ['when a quantity is NaN', { quantities: Float32Array.of(1, NaN, 2) }, 'the quantity of day 1 must be from 0'],
    ['when a quantity is negative', { quantities: Float32Array.of(1, 0, -2) }, 'the quantity of day 2 must be from 0'],
    ['when a quantity is absurd', { quantities: Float32Array.of(1e7, 0, 0) }, 'to 1000000, not 10000000'],
    ['when a price is infinite', { prices: Float32Array.of(9, 9, Infinity) }, 'the price of day 2 must be'],
    ['when days are missing', { quantities: Float32Array.of(1, 2) }, 'the day before asOf: 3, not 2'],
    ['when prices are missing', { prices: Float32Array.of(1) }, 'prices must be as many as quantities: 3, not 1'],
    [
      'when days out of stock are missing',
      { outOfStock: Uint8Array.of(1) },
      'outOfStock must be as many as quantities: 3',
    ],
    ['when it begins after today', { firstDay: parseCalendarDay('2024-03-12') }, 'the day before asOf: -1, not 3'],
    ['when its first day is no day', { firstDay: '2024-02-30' as CalendarDay }, 'firstDay must be a day'],
    ['when its lead time is part of a day', { leadTimeDays: 1.5 }, 'leadTimeDays must be a whole number'],
  ])('%s', (_when, changes, message) => {
    const run = (): unknown => forecastShop(shop([rice({ goodsId: 'salt' }), rice(changes)]), noEngine, options);
    expect(run).toThrow('Goods "rice": ');
    expect(run).toThrow(message);
  });

  it('when goods are listed twice', () => {
    expect(() => forecastShop(shop([rice(), rice()]), noEngine, options)).toThrow('Goods "rice": it is listed twice');
  });

  it.each<[string, Partial<ShopHistory>]>([
    ['reviewDays', { reviewDays: 0 }],
    ['serviceLevel', { serviceLevel: 1 }],
    ['serviceLevel', { serviceLevel: NaN }],
    ['asOf', { asOf: 'today' as CalendarDay }],
  ])('when the %s of the shop is out of range', (name, changes) => {
    expect(() => forecastShop(shop([rice()], changes), noEngine, options)).toThrow(`${name} must be`);
  });

  it.each([
    ['horizonDays', { horizonDays: 0, seed: 1 }],
    ['horizonDays', { horizonDays: 31, seed: 1 }],
    ['seed', { horizonDays: 7, seed: -1 }],
  ])('when %s is out of range', (name, wrong) => {
    expect(() => forecastShop(shop([rice()]), noEngine, wrong)).toThrow(`${name} must be`);
  });
});
