import type { CalendarDay } from '@tor/kernel/calendar-day';
import { dayNumber, daysBetween } from '@tor/kernel/calendar-day';
import type { GoodsHistory, ShopHistory } from '../shop-history.js';

/**
 * Makes sure that what is computed for `asOf` does not depend on the days from `asOf` on: it must come out the same, value for
 * value, when those days have other quantities and prices, when they have none, and when goods that first sold on them are gone.
 * @param whole the shop with days from `asOf` on
 * @param compute what a backtest does with the whole data to speak about `asOf`
 * @throws Error that names the change by which it came out different
 */
export async function assertNoLookAhead(
  whole: ShopHistory,
  asOf: CalendarDay,
  compute: (whole: ShopHistory, asOf: CalendarDay) => unknown,
): Promise<void> {
  const expected = written(
    await compute(
      copyOf(whole, (values) => values),
      asOf,
    ),
  );
  for (const [change, changed] of futures(whole, asOf)) {
    if (written(await compute(changed, asOf)) !== expected) {
      throw new Error(`What is computed for ${asOf} knows of the days from then on: it is different with ${change}`);
    }
  }
}

function futures(whole: ShopHistory, asOf: CalendarDay): [change: string, changed: ShopHistory][] {
  const from = (values: Float32Array, goods: GoodsHistory, other: (value: number) => number): Float32Array => {
    const start = daysBetween(goods.firstDay, asOf);
    return values.map((value, day) => (day < start ? value : other(value)));
  };
  const known = whole.goods.filter(({ firstDay }) => dayNumber(firstDay) < dayNumber(asOf));
  return [
    ['other sales', copyOf(whole, (values, goods) => from(values, goods, (value) => (value > 0 ? 0 : 3)))],
    ['larger sales', copyOf(whole, (values, goods) => from(values, goods, (value) => 2 * value + 1))],
    ['no sales', copyOf(whole, (values, goods) => from(values, goods, () => 0))],
    ['no goods that first sold later', copyOf({ ...whole, goods: known }, (values) => values)],
  ];
}

/** Fresh arrays for each turn: a function that kept or wrote into the last ones is found out too. */
function copyOf(whole: ShopHistory, change: (values: Float32Array, goods: GoodsHistory) => Float32Array): ShopHistory {
  const goods = whole.goods.map((one) => ({
    ...one,
    quantities: Float32Array.from(change(one.quantities, one)),
    prices: Float32Array.from(change(one.prices, one)),
  }));
  return { ...whole, goods };
}

/** Every value to its last digit; numbers that JSON does not know are told apart. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (ArrayBuffer.isView(one)) return Array.from(one as Float64Array);
    return typeof one === 'number' && (!Number.isFinite(one) || Object.is(one, -0)) ? `number ${one}` : one;
  });
}
