import type { RegressionModel } from '@tor/forecasting/regression-engine';
import { checkRows } from './check-matrix.js';

/** The links from the sum of the leaves to a prediction. */
export type Link = 'identity' | 'exponential';

/** Rows are walked through all trees so many at a time: their values and their sums then stay in the processor's cache. */
const BLOCK_ROWS = 256;

/**
 * Boosted regression trees as flat arrays. Node n of all trees is `n`: a split sends a row to `children[n]` when its
 * feature `features[n]` is below `values[n]`, else to `children[n] + 1`; a leaf has no children (0) and adds `values[n]`.
 */
export interface FlatTrees {
  /** The node at which each tree begins. */
  roots: Int32Array;
  features: Uint16Array;
  values: Float32Array;
  children: Int32Array;
  /** What the leaves are added to. */
  baseMargin: number;
}

/** A fitted model that predicts in JavaScript: one call for all rows, a tenth of the time of XGBoost's row by row. */
export class BoostedTrees implements RegressionModel {
  constructor(
    private readonly trees: FlatTrees,
    private readonly columns: number,
    private readonly link: Link,
  ) {}

  predict(rows: Float32Array, count: number): Float32Array {
    checkRows(rows, count, this.columns);
    const predictions = new Float32Array(count);
    for (let start = 0; start < count; start += BLOCK_ROWS) {
      this.addLeaves(rows, start, Math.min(BLOCK_ROWS, count - start), predictions);
    }
    for (let row = 0; row < count; row++) {
      const margin = predictions[row] ?? NaN;
      const prediction = this.link === 'exponential' ? Math.exp(margin) : margin;
      if (!Number.isFinite(prediction)) throw new Error(`The model predicted ${prediction} for row ${row}`);
      predictions[row] = prediction;
    }
    return predictions;
  }

  private addLeaves(rows: Float32Array, start: number, count: number, margins: Float32Array): void {
    const { roots, features, values, children, baseMargin } = this.trees;
    const sums = new Float64Array(count).fill(baseMargin);
    for (const root of roots) {
      for (let row = 0, at = start * this.columns; row < count; row++, at += this.columns) {
        let node = root;
        // The bounds were checked when the trees were read: these reads are never undefined.
        for (let next = children[node] as number; next !== 0; next = children[node] as number) {
          node = next + ((rows[at + (features[node] as number)] as number) < (values[node] as number) ? 0 : 1);
        }
        sums[row] = (sums[row] as number) + (values[node] as number);
      }
    }
    margins.set(sums, start);
  }
}
