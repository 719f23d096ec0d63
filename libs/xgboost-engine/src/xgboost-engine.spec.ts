import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RegressionEngine, RegressionParams } from '@tor/forecasting/regression-engine';
import { createXgboostEngine } from './xgboost-engine.js';

const params: RegressionParams = {
  loss: 'tweedie',
  tweedieVariancePower: 1.3,
  rounds: 40,
  learningRate: 0.2,
  maxDepth: 4,
  minChildWeight: 2,
  rowShare: 0.8,
  columnShare: 0.8,
  bins: 32,
};

/** Rows of two columns whose target is 1 where the first column is below 5 and 9 elsewhere; the second column is noise. */
function steps(count: number): { rows: Float32Array; targets: Float32Array } {
  const rows = new Float32Array(count * 2);
  const targets = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    rows[row * 2] = row % 10;
    rows[row * 2 + 1] = (row * 7) % 13;
    targets[row] = row % 10 < 5 ? 1 : 9;
  }
  return { rows, targets };
}

describe('the XGBoost engine', () => {
  let engine: RegressionEngine;
  beforeAll(async () => {
    engine = await createXgboostEngine();
  });

  it.each(['tweedie', 'squared-error'] as const)('learns a step with loss %s', (loss) => {
    const { rows, targets } = steps(600);
    const model = engine.fit(rows, 2, targets, { ...params, loss }, 7);
    const [low = NaN, high = NaN] = model.predict(Float32Array.of(2, 6, 8, 6), 2);
    expect(low).toBeGreaterThan(0.5);
    expect(low).toBeLessThan(1.6);
    expect(high).toBeGreaterThan(8);
    expect(high).toBeLessThan(10);
  });

  it('gives the same model for the same seed and another for another', () => {
    const { rows, targets } = steps(600);
    const predictions = [7, 7, 8].map((seed) => {
      const model = engine.fit(rows, 2, targets, { ...params, rowShare: 0.3 }, seed);
      return Array.from(model.predict(rows, 600));
    });
    expect(predictions[1]).toEqual(predictions[0]);
    expect(predictions[2]).not.toEqual(predictions[0]);
  });

  it('trains on 66,000 rows of 20 columns', () => {
    const rows = new Float32Array(66_000 * 20).map((_, index) => index % 97);
    const targets = new Float32Array(66_000).map((_, row) => row % 5);
    const model = engine.fit(rows, 20, targets, { ...params, rounds: 2 }, 1);
    expect(model.predict(rows.subarray(0, 20), 1)[0]).toBeGreaterThan(0);
  });

  it('holds on to no memory of the models it has fitted', () => {
    const { rows, targets } = steps(5_000);
    const fit = (): unknown => engine.fit(rows, 2, targets, { ...params, rounds: 20 }, 1);
    for (let run = 0; run < 20; run++) fit();
    const before = process.memoryUsage().rss;
    for (let run = 0; run < 150; run++) fit();
    expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000);
  });

  it('refuses values that XGBoost would answer with silence, and says where they are', () => {
    const { rows, targets } = steps(20);
    const nanRow = rows.slice();
    nanRow[5] = NaN;
    const missingRow = rows.slice();
    missingRow[6] = -1;
    const nanTarget = targets.slice();
    nanTarget[3] = NaN;
    expect(() => engine.fit(nanRow, 2, targets, params, 1)).toThrow('row 2, column 1 is NaN');
    expect(() => engine.fit(missingRow, 2, targets, params, 1)).toThrow('row 3, column 0 is -1');
    expect(() => engine.fit(rows, 2, nanTarget, params, 1)).toThrow('The target of row 3 is NaN');
    expect(() =>
      engine.fit(
        rows,
        2,
        targets.map((value) => -value),
        params,
        1,
      ),
    ).toThrow('The target of row 0 is -1');
    expect(() => engine.fit(rows, 3, targets, params, 1)).toThrow('20 rows of 3 columns need 60 values, not 40');
    expect(() => engine.fit(Float32Array.of(1), 1, Float32Array.of(1), params, 1)).toThrow('At least 2 rows');
  });

  it.each([
    ['rounds', 0],
    ['maxDepth', 2.5],
    ['learningRate', NaN],
    ['tweedieVariancePower', 2],
    ['bins', 1],
  ])('refuses %s %p', (name, value) => {
    const { rows, targets } = steps(20);
    expect(() => engine.fit(rows, 2, targets, { ...params, [name]: value }, 1)).toThrow(`${name} must be`);
  });

  it('refuses to predict wrong shapes', () => {
    const { rows, targets } = steps(100);
    const model = engine.fit(rows, 2, targets, params, 1);
    expect(model.predict(new Float32Array(0), 0)).toHaveLength(0);
    expect(() => model.predict(Float32Array.of(1, 2, 3), 2)).toThrow('need 4 values, not 3');
  });
});
