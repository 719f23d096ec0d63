import { describe, expect, it } from '@jest/globals';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { demandHistory } from './demand-history.js';

const asOf = parseCalendarDay('2026-03-05');
const sold = (goodsId: string, day: string, quantity: number, price: number) => ({
  goodsId,
  day: parseCalendarDay(day),
  quantity,
  price,
});
const empty = (goodsId: string, firstDay: string, lastDay: string) => ({
  goodsId,
  firstDay: parseCalendarDay(firstDay),
  lastDay: parseCalendarDay(lastDay),
});

describe("a shop's calendar", () => {
  it('has one value a day from the first sale to yesterday, zeros in between, the last price carried on', () => {
    const [kopi] = demandHistory(
      [{ id: 'kopi', leadTimeDays: 4 }],
      [sold('kopi', '2026-02-27', 3, 10), sold('kopi', '2026-03-02', 1, 12)],
      [],
      asOf,
    );
    expect(kopi).toEqual({
      goodsId: 'kopi',
      firstDay: '2026-02-27',
      quantities: Float32Array.of(3, 0, 0, 1, 0, 0),
      prices: Float32Array.of(10, 10, 10, 12, 12, 12),
      leadTimeDays: 4,
      outOfStock: Uint8Array.of(0, 0, 0, 0, 0, 0),
    });
  });

  it('marks the days on which the shelf was empty, from the first sale on, but none with a sale', () => {
    const [kopi, teh] = demandHistory(
      ['kopi', 'teh'].map((id) => ({ id, leadTimeDays: 1 })),
      [sold('kopi', '2026-02-27', 3, 10), sold('kopi', '2026-03-02', 1, 12), sold('teh', '2026-03-03', 1, 1)],
      [empty('kopi', '2026-01-01', '2026-01-09'), empty('kopi', '2026-02-20', '2026-02-28')].concat(
        empty('kopi', '2026-03-01', '2026-03-04'),
        empty('gula', '2026-03-01', '2026-03-04'),
      ),
      asOf,
    );
    expect(kopi?.outOfStock).toEqual(Uint8Array.of(0, 1, 1, 0, 1, 1));
    expect(teh?.outOfStock).toEqual(Uint8Array.of(0, 0));
  });

  it('keeps the order of the goods and leaves out those that were never sold, and those it is not asked for', () => {
    const goods = ['teh', 'gula', 'kopi'].map((id) => ({ id, leadTimeDays: 1 }));
    const rows = [
      sold('archived', '2026-03-01', 1, 1),
      sold('kopi', '2026-03-01', 1, 1),
      sold('teh', '2026-03-04', 2, 1),
    ];
    expect(demandHistory(goods, rows, [], asOf).map(({ goodsId }) => goodsId)).toEqual(['teh', 'kopi']);
  });

  it('caps a day at what the forecaster takes', () => {
    const [kopi] = demandHistory([{ id: 'kopi', leadTimeDays: 1 }], [sold('kopi', '2026-03-04', 5e6, 1)], [], asOf);
    expect(kopi?.quantities).toEqual(Float32Array.of(1_000_000));
  });
});
