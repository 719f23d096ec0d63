import type { RegressionEngine, RegressionModel, RegressionParams } from './regression-engine.js';
import { seededRandom } from './seeded-random.js';
import type { TrainingRows } from './training-rows.js';

/** Tweedie with power 1.3 predicts the mean of demand that is mostly zeros better than squared error or Poisson. */
const PARAMS: RegressionParams = {
  loss: 'tweedie',
  tweedieVariancePower: 1.3,
  rounds: 100,
  learningRate: 0.1,
  maxDepth: 5,
  minChildWeight: 50,
  rowShare: 0.8,
  columnShare: 0.5,
  bins: 32,
};
const MIN_ROWS = 500;
const SEEDS = 2_147_483_648;

export interface Training {
  /** How many models are fitted, each on rows of its own. */
  members: number;
  columns: number;
  seed: number;
  /** Draws the rows of one member. */
  draw: (random: () => number) => TrainingRows;
  /** Told each time a member is done. */
  onMember: () => void;
}

/** The mean of several small models, each grown from rows drawn anew: steadier than one model as large as all of them. */
export class AveragedModel {
  private constructor(private readonly members: readonly RegressionModel[]) {}

  /** Fits the members; null when there are too few rows to learn from. */
  static fit(engine: RegressionEngine, training: Training): AveragedModel | null {
    const random = seededRandom(training.seed);
    const members: RegressionModel[] = [];
    for (let member = 0; member < training.members; member++) {
      const seed = Math.floor(random() * SEEDS);
      const { rows, targets } = training.draw(seededRandom(seed));
      if (targets.length < MIN_ROWS || targets.every((target) => target === 0)) return null;
      members.push(engine.fit(rows, training.columns, targets, PARAMS, seed));
      training.onMember();
    }
    return new AveragedModel(members);
  }

  /** @returns one prediction >= 0 per row, in levels */
  predict(rows: Float32Array, count: number): Float32Array {
    const mean = new Float32Array(count);
    for (const member of this.members) {
      const predictions = member.predict(rows, count);
      for (let row = 0; row < count; row++) {
        mean[row] = (mean[row] ?? 0) + Math.max(0, predictions[row] ?? 0) / this.members.length;
      }
    }
    return mean;
  }
}
