import { describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { COVER_PROBABILITIES } from '../cover.js';
import { forecastShop, type GoodsForecast } from '../forecast-shop.js';
import { meanEngine } from '../mean-engine.spec-helper.js';
import type { GoodsHistory, ShopHistory } from '../shop-history.js';
import type { ForecastFunction } from './origin-forecasts.js';
import { runBacktest } from './run-backtest.js';

const asOf = parseCalendarDay('2024-06-03');
const KNOWN_DAYS = 84;

/** Sold `known` on each of 84 days before the origin, or of as many as are told, and `next` on the seven days after. */
function goods(goodsId: string, known: number | number[], next: number[]): GoodsHistory {
  const past = typeof known === 'number' ? new Array<number>(KNOWN_DAYS).fill(known) : known;
  const quantities = Float32Array.from([...past, ...next]);
  const prices = new Float32Array(quantities.length);
  return { goodsId, firstDay: addDays(asOf, -past.length), quantities, prices, leadTimeDays: 3 };
}

const shopOf = (...list: GoodsHistory[]): ShopHistory => ({
  ...{ asOf: addDays(asOf, 7), reviewDays: 7, serviceLevel: 0.95, goods: list },
});

/** Says `units` a day of every goods, with a band of one unit a day and of ten a week on either side. */
function says(units: number): ForecastFunction {
  return (history, options) =>
    forecastShop(history, meanEngine, options).map((forecast): GoodsForecast => {
      const week = 7 * units;
      const around = (by: number): Int32Array => new Int32Array(options.horizonDays).fill(Math.max(0, units + by));
      return {
        ...forecast,
        demand: new Float64Array(options.horizonDays).fill(units),
        ...{ lower: around(-1), upper: around(1), wide: { lower: around(-2), upper: around(2) } },
        week: {
          ...{ predicted: week, demand: week, lower: week - 10, upper: week + 10 },
          quantiles: COVER_PROBABILITIES.map((probability) => week + 20 * (probability - 0.5)),
        },
      };
    });
}

const plan = { origins: [asOf], horizonDays: 7, seeds: [1] };
const weekOf = (units: number): number[] => new Array<number>(7).fill(units);

describe('the figures of a backtest', () => {
  it('are those of the forecasts beside what was sold', async () => {
    const whole = shopOf(
      goods('a', 4, weekOf(5)),
      goods('b', [...weekOf(1), ...new Array<number>(77).fill(4)], weekOf(2)),
    );
    const { groups } = await runBacktest(whole, plan, says(4));
    // Sold 35 and 14, forecast 28 each.
    expect(groups.eligible).toMatchObject({ seriesOrigins: 2, units: 49 });
    expect(groups.eligible.wape).toBeCloseTo(21 / 49, 9);
    expect(groups.eligible.bias).toBeCloseTo(7 / 49, 9);
    expect(groups.eligible.dailyWape).toBeCloseTo((7 * 1 + 7 * 2) / 49, 9);
    // Quantiles 20, 28 and 36 of a week; the mean week is 24.5.
    const low = (0.1 * 15 + 0.9 * 6) / 2;
    const median = (0.5 * 7 + 0.5 * 14) / 2;
    const high = (0.1 * 1 + 0.1 * 22) / 2;
    expect(groups.eligible.pinball10).toBeCloseTo(low / 24.5, 9);
    expect(groups.eligible.pinball).toBeCloseTo((low + median + high) / 24.5, 9);
    // 35 is within 18 to 38, 14 is not; days of 5 are within 3 to 5, days of 2 within 2 to 6 alone.
    expect(groups.eligible).toMatchObject({ coverage80: 0.5, coverage90: 0.5, dayCoverage80: 0.5, dayCoverage90: 1 });
    // Goods a never changed, so it has no scale; b changed once by 3 on each of seven of 77 days.
    expect(groups.eligible.mase).toBeCloseTo(2 / ((7 * 3) / 77), 9);
    expect(groups.eligible.rmsse).toBeCloseTo(2 / Math.sqrt((7 * 9) / 77), 9);
    expect(groups.eligible.opponents.seasonalNaive).toBeCloseTo(21 / 49, 9);
    expect(groups.lumpy).toMatchObject({ seriesOrigins: 0, wape: null, pinball: null, coverage80: null, mase: null });
  });

  it('are told by group, without goods that slept or that nobody knew', async () => {
    const every = (days: number): number[] =>
      Array.from({ length: KNOWN_DAYS }, (_, day) => (day % days === 0 ? 6 : 0));
    const whole = shopOf(
      goods('dense', 4, weekOf(4)),
      goods('sparse', every(4), weekOf(4)),
      goods('14 sale days', [...weekOf(4), ...weekOf(4), ...new Array<number>(44).fill(0)], weekOf(4)),
      goods('asleep', [4, ...new Array<number>(56).fill(0)], [3, 0, 0, 0, 0, 0, 0]),
      goods('unknown', [], [5, 0, 0, 0, 0, 0, 0]),
    );
    const { groups, seeds } = await runBacktest(whole, plan, says(4));
    // Both eligible goods are forecast the same, so both are of the top fifth.
    const counts = Object.fromEntries(Object.entries(groups).map(([group, scores]) => [group, scores.seriesOrigins]));
    expect(counts).toEqual({
      ...{ eligible: 2, dense: 1, sparse: 1, 'top-fifth': 2, 'short-history': 1 },
      ...{ smooth: 1, erratic: 0, intermittent: 1, lumpy: 0 },
    });
    expect(seeds[0]?.origins[0]).toMatchObject({ asleep: { goods: 1, units: 3 }, unknown: { goods: 1, units: 5 } });
  });

  it('have no band of totals but of a week', async () => {
    const whole = shopOf(goods('a', 4, weekOf(5)));
    const { groups } = await runBacktest(whole, { ...plan, horizonDays: 3 }, says(4));
    expect(groups.eligible).toMatchObject({ units: 15, pinball: null, coverage80: null, dayCoverage80: 1 });
  });

  it('are the mean of the seeds, and progress ends at 1', async () => {
    const whole = shopOf(goods('a', 4, weekOf(5)));
    const progress: number[] = [];
    const bySeed: ForecastFunction = (history, options) => says(options.seed)(history, options);
    const { groups, seeds } = await runBacktest(
      whole,
      { ...plan, seeds: [4, 8], onProgress: (fraction) => void progress.push(fraction) },
      bySeed,
    );
    expect(seeds.map((report) => report.groups.eligible.bias)).toEqual([-7 / 35, 21 / 35]);
    expect(groups.eligible.bias).toBeCloseTo(7 / 35, 9);
    expect(progress.at(-1)).toBe(1);
  });

  it('are not made of answers about other goods', async () => {
    const silent: ForecastFunction = () => [];
    await expect(runBacktest(shopOf(goods('a', 4, weekOf(5))), plan, silent)).rejects.toThrow(
      'There is no forecast of goods "a"',
    );
  });
});
