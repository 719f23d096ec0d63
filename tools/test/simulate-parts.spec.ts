import { describe, expect, it } from '@jest/globals';
import type { GoodsHistory } from '@tor/forecasting/shop-history';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import fc from 'fast-check';
import { bootstrapWeeks } from '../src/simulate/bootstrap-weeks.js';
import { chooseGoods } from '../src/simulate/choose-goods.js';
import { findEqualStock } from '../src/simulate/equal-stock.js';
import { HELD_BACK_WEEKS, makeScene, SceneRefused } from '../src/simulate/make-scene.js';
import { recentMeanPolicy, stockedMeanPolicy, textbookPolicy } from '../src/simulate/mean-policies.js';
import { measure, measureGroups } from '../src/simulate/measures.js';
import { orderUpTo, type Policy, type ShelfView } from '../src/simulate/policy.js';
import { LEAD_TIME_DAYS, type Scene, WEEK } from '../src/simulate/scene.js';
import { readSimulateArguments } from '../src/simulate/simulate-options.js';
import { simulateShop } from '../src/simulate/simulate-shop.js';
import { isAftermath, plantFailures } from '../src/simulate/supplier-failures.js';

const start = parseCalendarDay('2026-03-02');

/** A shop that sold nothing before; one list of demand, a value a day, for each goods. */
function sceneOf(demands: readonly (readonly number[])[], reviews: number): Scene {
  const days = reviews * WEEK + LEAD_TIME_DAYS;
  const goods = demands.map((demand, index) => ({
    ...{ code: `goods ${index}`, firstDay: start, isDense: true },
    ...{ history: new Float32Array(0), historyPrices: new Float32Array(0) },
    demand: Int32Array.from({ length: days }, (_, day) => demand[day % demand.length] ?? 0),
    prices: new Float32Array(days),
  }));
  return { start, days, reviews, goods, failures: [] };
}

function shelf(change: Partial<ShelfView>): ShelfView {
  const sold = change.sold ?? new Float32Array(0);
  return {
    ...{
      code: 'a',
      firstDay: start,
      sold,
      prices: sold,
      outOfStock: new Uint8Array(sold.length),
      onHand: 0,
      onOrder: 0,
    },
    ...change,
  };
}

const upTo =
  (units: number): Policy =>
  (_, shelves) =>
    shelves.map((one) => orderUpTo(units, one));

function historyOf(goodsId: string, quantities: number[], lastDay = start): GoodsHistory {
  return {
    ...{ goodsId, firstDay: addDays(lastDay, 1 - quantities.length), leadTimeDays: 3 },
    ...{ quantities: Float32Array.from(quantities), prices: new Float32Array(quantities.length).fill(2) },
  };
}

describe('the weeks drawn', () => {
  it('are of those there are, and the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat({ max: 100 }), fc.nat(), (held, weeks, seed) => {
        const drawn = bootstrapWeeks(held, weeks, seed);
        expect(drawn).toHaveLength(weeks);
        expect(drawn.every((week) => Number.isInteger(week) && week >= 0 && week < held)).toBe(true);
        expect(bootstrapWeeks(held, weeks, seed)).toEqual(drawn);
      }),
    );
  });

  it('are each about as frequent', () => {
    const counts = new Map<number, number>();
    for (const week of bootstrapWeeks(13, 13_000, 7)) counts.set(week, (counts.get(week) ?? 0) + 1);
    expect(counts.size).toBe(13);
    expect(Math.min(...counts.values())).toBeGreaterThan(850);
    expect(Math.max(...counts.values())).toBeLessThan(1_150);
  });
});

describe('the scene', () => {
  const heldBack = HELD_BACK_WEEKS * WEEK;
  const known = Array.from({ length: 70 }, (_, day) => (day % 4 === 0 ? 3 : 0));
  const options = { goods: 10, weeks: 3, warmUpWeeks: 2, seed: 1 };

  it('draws the same week for all goods, day for day of the week', () => {
    const later = Array.from({ length: heldBack }, (_, day) => 1 + day);
    const data = [
      historyOf('a', [...known, ...later]),
      historyOf('b', [...known, ...later.map((units) => 1_000 + units)]),
    ];
    const { goods, start: first, days, reviews } = makeScene(data, start, options);
    expect(first).toBe(addDays(start, 1 - heldBack));
    expect([reviews, days]).toEqual([5, 5 * WEEK + LEAD_TIME_DAYS]);
    const [a = new Int32Array(), b = new Int32Array()] = goods.map(({ demand }) => demand);
    expect(Array.from(b, (units) => units - 1_000)).toEqual([...a]);
    a.forEach((units, day) => expect((units - 1) % WEEK).toBe(day % WEEK));
    for (let week = 0; week < 5; week++) expect((a[week * WEEK + 6] ?? 0) - (a[week * WEEK] ?? 0)).toBe(6);
    expect([...(goods[0]?.history ?? [])]).toEqual(known);
  });

  it('chooses goods by what was known then, not by what happened afterwards', () => {
    const dead = new Array<number>(heldBack).fill(0);
    const alive = new Array<number>(heldBack).fill(5);
    const early = known.slice(0, 40);
    const data = [
      historyOf('dies', [...known, ...dead]),
      historyOf('sells on', [...known, ...alive]),
      historyOf('too young', [...early.map(() => 1), ...alive]),
      historyOf('too slow', [1, ...new Array<number>(60).fill(0), 1, ...alive]),
      historyOf('not sold of late', [...known, ...new Array<number>(56).fill(0), ...alive]),
    ];
    expect(chooseGoods(data, heldBack, 10).map(({ goodsId }) => goodsId)).toEqual(['dies', 'sells on']);
    expect(chooseGoods(data, heldBack, 1)).toHaveLength(1);
  });

  it('is refused where nothing has history enough', () => {
    expect(() => makeScene([historyOf('a', [1, 2, 3])], start, options)).toThrow(SceneRefused);
  });
});

describe('the rules', () => {
  it('order what is missing from the mean of the last 28 days, for ten days', () => {
    const sold = Float32Array.from({ length: 60 }, (_, day) => (day < 32 ? 100 : 2));
    const [decision] = recentMeanPolicy(1.5)(start, [shelf({ sold, onHand: 7, onOrder: 3 })]);
    expect(decision).toEqual({ upTo: 30, order: 20 });
  });

  it('look past empty days where they are told to', () => {
    const sold = Float32Array.from({ length: 60 }, (_, day) => (day < 40 ? 2 : 0));
    const outOfStock = sold.map((units) => (units === 0 ? 1 : 0));
    const [decision] = stockedMeanPolicy(1)(start, [shelf({ sold, outOfStock: Uint8Array.from(outOfStock) })]);
    expect(decision?.upTo).toBe(20);
  });

  it('hold the standard deviation of ten days for each z', () => {
    const sold = Float32Array.from({ length: 28 }, (_, day) => (day % 2 === 0 ? 4 : 8));
    expect(textbookPolicy(0)(start, [shelf({ sold })])[0]?.upTo).toBe(60);
    expect(textbookPolicy(2)(start, [shelf({ sold })])[0]?.upTo).toBe(Math.ceil(60 + 2 * Math.sqrt(4 * 10)));
  });

  it('never order less than nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 1e5, noNaN: true }), fc.nat(), fc.nat(), (wanted, onHand, onOrder) => {
        const { upTo: level, order } = orderUpTo(wanted, shelf({ onHand, onOrder }));
        expect(order).toBe(Math.max(0, level - onHand - onOrder));
      }),
    );
  });
});

const demands = fc.array(fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 20 }), {
  minLength: 1,
  maxLength: 4,
});

describe('the days', () => {
  it('neither make nor lose a unit, whatever is asked for, ordered and taken away', () => {
    fc.assert(
      fc.property(
        demands,
        fc.integer({ min: 1, max: 16 }),
        fc.array(fc.nat({ max: 300 }), { minLength: 1 }),
        (demand, reviews, levels) => {
          const scene = plantFailures(sceneOf(demand, reviews), 0);
          let turn = 0;
          const policy: Policy = (_, shelves) =>
            shelves.map((one) => orderUpTo(levels[turn++ % levels.length] ?? 0, one));
          simulateShop(scene, policy).forEach((ledger, index) => {
            let onHand = ledger.opening;
            ledger.onHand.forEach((inTheEvening, day) => {
              const asked = scene.goods[index]?.demand[day] ?? 0;
              const [received = 0, removed = 0, sold = 0] = [
                ledger.received[day],
                ledger.removed[day],
                ledger.sold[day],
              ];
              expect(sold).toBe(Math.min(asked, onHand + received - removed));
              onHand += received - removed - sold;
              expect(inTheEvening).toBe(onHand);
            });
            const ordered = ledger.reviews.slice(1).reduce((sum, { order }) => sum + order, 0);
            const received = ledger.received.reduce((sum, units) => sum + units, 0);
            expect(received).toBeLessThanOrEqual(ordered);
          });
        },
      ),
    );
  });

  it('deliver in the morning three days after the order, and the shop opens with what it ordered first', () => {
    const [ledger] = simulateShop(sceneOf([[2]], 3), upTo(20));
    expect(ledger?.opening).toBe(20);
    expect([...(ledger?.onHand.subarray(0, 12) ?? [])]).toEqual([18, 16, 14, 12, 10, 8, 6, 4, 2, 0, 12, 10]);
    expect(ledger?.received[10]).toBe(14);
    expect(ledger?.reviews.map(({ position }) => position)).toEqual([20, 20, 20]);
  });

  it('tell the next order what was sold, not what was asked for, and which days had nothing to sell', () => {
    const seen: ShelfView[] = [];
    const policy: Policy = (today, shelves) => {
      seen.push(...shelves);
      return upTo(3)(today, shelves);
    };
    simulateShop(sceneOf([[2]], 2), policy);
    expect([...(seen[1]?.sold ?? [])]).toEqual([2, 1, 0, 0, 0, 0, 0]);
    expect([...(seen[1]?.outOfStock ?? [])]).toEqual([0, 0, 1, 1, 1, 1, 1]);
  });

  it('deliver nothing while a supplier fails, and everything afterwards', () => {
    const scene = plantFailures(sceneOf([[1]], 20), 0);
    const [failure] = scene.failures;
    const [ledger] = simulateShop(scene, upTo(15));
    const { from = 0, until = 0 } = failure ?? {};
    expect([from, until]).toEqual([2 * WEEK, 5 * WEEK]);
    expect(ledger?.sold.subarray(from, until).every((units) => units === 0)).toBe(true);
    expect(ledger?.received.subarray(from, until).every((units) => units === 0)).toBe(true);
    expect(ledger?.received[until]).toBe(15);
    expect([until - 1, until, until + 8 * WEEK].map((day) => isAftermath(scene, 0, day))).toEqual([false, true, false]);
  });
});

describe('the measures', () => {
  it('judge from the delivery of an order to the day before the next', () => {
    // 13 are asked for from the first order to the second delivery, 12 from the second order to the third delivery.
    const scene = sceneOf([[1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 0, 1]], 2);
    const measures = measure(scene, simulateShop(scene, upTo(12)), 0);
    expect(measures).toMatchObject({ goods: 1, cycles: 2, demand: 10 + 6, lost: 1, cyclesWithoutLoss: 0.5 });
    expect(measures).toMatchObject({ fillRate: 15 / 16, serviceLevel: 0.5, serviceLevelOfOneLess: 0 });
  });

  it('count cycles without demand', () => {
    const scene = sceneOf([[0]], 4);
    expect(measure(scene, simulateShop(scene, upTo(0)), 1)).toMatchObject({
      ...{ cycles: 3, fillRate: 1, cyclesWithoutLoss: 1, serviceLevel: 1, serviceLevelOfOneLess: 0, averageStock: 0 },
    });
  });

  it('add up over groups', () => {
    fc.assert(
      fc.property(demands, fc.integer({ min: 2, max: 8 }), fc.nat({ max: 200 }), (demand, reviews, level) => {
        const scene = sceneOf(demand, reviews);
        const ledgers = simulateShop(scene, upTo(level));
        const all = measure(scene, ledgers, 1);
        const groups = [...measureGroups(scene, ledgers, 1, ({ day }) => String(day % 2)).values()];
        for (const key of ['cycles', 'demand', 'lost'] as const) {
          expect(groups.reduce((sum, group) => sum + group[key], 0)).toBe(all[key]);
        }
        expect(groups.reduce((sum, group) => sum + group.averageStock, 0)).toBeCloseTo(all.averageStock, 6);
        expect(all.serviceLevel).toBeLessThanOrEqual(all.cyclesWithoutLoss);
        expect(all.serviceLevelOfOneLess).toBeLessThanOrEqual(all.serviceLevel);
      }),
    );
  });
});

describe('equal stock', () => {
  it('is found wherever stock grows with the parameter', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (at, power) => {
          const stockAt = (parameter: number): number => 10 + 7 * parameter ** power;
          const wanted = stockAt(at);
          expect(Math.abs(findEqualStock(wanted, 0.005, stockAt).averageStock / wanted - 1)).toBeLessThanOrEqual(0.005);
        },
      ),
    );
  });

  it('is the closest there is where it comes in steps', () => {
    expect(findEqualStock(10, 0.005, (parameter) => 8 * Math.floor(parameter)).averageStock).toBe(8);
    expect(findEqualStock(10, 0.005, () => 40)).toEqual({ parameter: 0, averageStock: 40 });
  });
});

describe('the arguments', () => {
  it('are those of the help text', () => {
    expect(readSimulateArguments([])).toEqual({
      ...{ data: null, goods: 300, weeks: 52, seed: 1, serviceLevels: [0.8, 0.9, 0.95], stockOuts: false, json: null },
    });
    expect(readSimulateArguments(['--goods', '5', '--service-level', '0.5,.999', '--stock-outs'])).toMatchObject({
      ...{ goods: 5, serviceLevels: [0.5, 0.999], stockOuts: true },
    });
    expect(readSimulateArguments(['--help'])).toBe('help');
  });

  it.each([
    [['--goods', '0'], "Option '--goods' needs a whole number from 1 to 10000"],
    [['--weeks', 'x'], "Option '--weeks' needs a whole number"],
    [['--service-level', '.8,.8'], 'names one twice'],
    [['--service-level', '95'], 'needs numbers from 0.5 to 0.999, not "95"'],
    [['--json', ''], "Option '--json' needs the name of a file"],
    [['--every', '2'], "Unknown option '--every'"],
  ])('are refused: %j', (args, message) => expect(() => readSimulateArguments(args)).toThrow(message));
});
