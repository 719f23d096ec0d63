/** How gradient-boosted trees are to be grown, in words that any such library understands. */
export interface RegressionParams {
  /** `tweedie` suits counts with many zeros and predicts their mean; `squared-error` is plain regression. */
  loss: 'tweedie' | 'squared-error';
  /** Variance grows as mean^power; between 1 (Poisson) and 2 (gamma). Used by `tweedie` only. */
  tweedieVariancePower: number;
  /** How many trees are grown, one after the other. */
  rounds: number;
  /** The share of each tree's correction that is kept, above 0 and at most 1. */
  learningRate: number;
  /** The most splits between a tree's root and a leaf. */
  maxDepth: number;
  /** The least weight (for `squared-error`: rows) a leaf must hold. */
  minChildWeight: number;
  /** The share of rows each tree sees, above 0 and at most 1. */
  rowShare: number;
  /** The share of columns each tree sees, above 0 and at most 1. */
  columnShare: number;
  /** Into how many ranges each column's values are sorted before splits are looked for, 2..1024: few are fast. */
  bins: number;
}

/** A fitted model. */
export interface RegressionModel {
  /**
   * @param rows `count` rows, one after the other, of as many finite values >= 0 as the model was fitted with
   * @returns one finite prediction per row
   * @throws Error when the shape or a value is wrong
   */
  predict(rows: Float32Array, count: number): Float32Array;
}

/** The port behind which a gradient-boosting library stands, so that another can take its place. */
export interface RegressionEngine {
  /**
   * Fits a model; the same arguments give the same model to the byte.
   * @param rows `targets.length` rows, one after the other, of `columns` finite values >= 0
   * @param targets one finite value per row; >= 0 for `tweedie`
   * @param seed a whole number, 0..2^31-1
   * @throws Error when a shape, value or parameter is wrong
   */
  fit(
    rows: Float32Array,
    columns: number,
    targets: Float32Array,
    params: RegressionParams,
    seed: number,
  ): RegressionModel;
}
