import type { RegressionEngine } from './regression-engine.js';

/** Predicts the mean target for every row: a stand-in where a spec is not about trees. */
export const meanEngine: RegressionEngine = {
  fit: (_rows, _columns, targets) => {
    const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
    return { predict: (_toPredict, count) => new Float32Array(count).fill(mean) };
  },
};
