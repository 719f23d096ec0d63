import { describe, expect, it } from '@jest/globals';
import type { GoodsHistory } from '@tor/forecasting/shop-history';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { scoreWeek } from './week-score.js';

const TODAY = parseCalendarDay('2026-03-05');

function goods(goodsId: string, quantities: readonly number[], emptyDaysAgo: readonly number[] = []): GoodsHistory {
  const outOfStock = new Uint8Array(quantities.length);
  for (const ago of emptyDaysAgo) outOfStock[quantities.length - ago] = 1;
  return {
    goodsId,
    firstDay: addDays(TODAY, -quantities.length),
    quantities: Float32Array.from(quantities),
    prices: new Float32Array(quantities.length),
    leadTimeDays: 3,
    outOfStock,
  };
}

const week = (units: number): number[] => Array.from({ length: 7 }, () => units);

describe('the score of a week', () => {
  it('compares totals of seven days with what was forecast for them, and with the week before', () => {
    const history = [goods('kopi', [9, ...week(2), ...week(3)]), goods('teh', [...week(1), 0, 0, 0, 0, 0, 0, 4])];
    // 21 against 20, and 4 against 10; the weeks before had 14 and 7.
    const forecasts = new Map([
      ['kopi', 20],
      ['teh', 10],
    ]);
    expect(scoreWeek(history, forecasts)).toEqual({ sold: 25, error: 7, naiveError: 10 });
  });

  it('leaves out goods whose shelf was empty on one of its days, and not for an earlier one', () => {
    const forecasts = new Map([
      ['first', 7],
      ['last', 7],
      ['earlier', 7],
    ]);
    const history = [
      goods('first', [...week(1), ...week(1)], [7]),
      goods('last', [...week(1), ...week(1)], [1]),
      goods('earlier', [...week(1), ...week(2)], [8]),
    ];
    expect(scoreWeek(history, forecasts)).toEqual({ sold: 14, error: 7, naiveError: 7 });
  });

  it('leaves out goods that were not forecast, or are gone, and takes days before the first sale for empty ones', () => {
    const forecasts = new Map([
      ['young', 3],
      ['gone', 100],
    ]);
    expect(scoreWeek([goods('new', week(5)), goods('young', [2, 2])], forecasts)).toEqual({
      sold: 4,
      error: 1,
      naiveError: 4,
    });
    expect(scoreWeek([], forecasts)).toEqual({ sold: 0, error: 0, naiveError: 0 });
  });
});
