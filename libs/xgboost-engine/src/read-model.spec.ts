import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { BoostedTrees } from './boosted-trees.js';
import { readModel } from './read-model.js';

/** What this test uses of the package's own class. */
interface PackagedXgboost {
  train(rows: number[][], targets: number[]): void;
  predict(rows: number[][]): number[];
  toJSON(): { model: number[] };
}
type Packaged = new (options: Record<string, unknown>) => PackagedXgboost;

const COLUMNS = 6;
/** Repeats itself for nobody's purposes here: 241 and 10,007 are prime. */
const value = (row: number, column: number): number => ((row * 7919 + column * 104729) % 10_007) / 100;
const rows = Array.from({ length: 800 }, (_, row) =>
  Array.from({ length: COLUMNS }, (_, column) => value(row, column)),
);
const targets = rows.map(([first = 0, second = 0, third = 0]) => (first > 40 ? second / 10 : third / 30));

async function trained(objective: string): Promise<PackagedXgboost> {
  const require = createRequire(import.meta.url);
  const Xgboost = (await (require('ml-xgboost') as Promise<Packaged>)) as Packaged;
  const model = new Xgboost({ objective, max_depth: 6, iterations: 60, eta: 0.2, min_child_weight: 2, subsample: 0.8 });
  model.train(rows, targets);
  return model;
}

describe('reading a saved model', () => {
  it.each([
    ['reg:tweedie', 'exponential'],
    ['reg:linear', 'identity'],
  ] as const)('%s predicts what XGBoost itself predicts', async (objective, link) => {
    const model = await trained(objective);
    const trees = readModel(Uint8Array.from(model.toJSON().model), COLUMNS);
    const ours = new BoostedTrees(trees, COLUMNS, link).predict(Float32Array.from(rows.flat()), rows.length);
    const theirs = model.predict(rows);
    expect(new Set(theirs.map((one) => one.toFixed(3))).size).toBeGreaterThan(100);
    theirs.forEach((one, row) =>
      expect(Math.abs((ours[row] ?? NaN) - one) / Math.max(1, Math.abs(one))).toBeLessThan(2e-6),
    );
  });

  it('refuses bytes that are cut short, and trees that are broken', async () => {
    const bytes = Uint8Array.from((await trained('reg:linear')).toJSON().model);
    expect(() => readModel(bytes.subarray(0, bytes.length / 2), COLUMNS)).toThrow(RangeError);
    expect(() => readModel(bytes, 1)).toThrow('The saved model splits at feature');
  });
});
