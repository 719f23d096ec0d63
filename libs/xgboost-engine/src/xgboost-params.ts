import type { RegressionParams } from '@tor/forecasting/regression-engine';

function requireNumber(name: string, value: number, least: number, most: number, whole: boolean): void {
  if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
    throw new Error(`${name} must be ${whole ? 'a whole number ' : ''}from ${least} to ${most}, not ${value}`);
  }
}

/**
 * The parameters in XGBoost's own words, all as text. XGBoost ignores a name it does not know without a word, so this is
 * the one place that spells them.
 * @throws Error that names the parameter that is out of range
 */
export function xgboostParams(params: RegressionParams, seed: number): [name: string, value: string][] {
  requireNumber('seed', seed, 0, 2_147_483_647, true);
  requireNumber('rounds', params.rounds, 1, 10_000, true);
  requireNumber('learningRate', params.learningRate, 1e-6, 1, false);
  requireNumber('maxDepth', params.maxDepth, 1, 16, true);
  requireNumber('minChildWeight', params.minChildWeight, 0, 1e9, false);
  requireNumber('rowShare', params.rowShare, 0.01, 1, false);
  requireNumber('columnShare', params.columnShare, 0.01, 1, false);
  requireNumber('bins', params.bins, 2, 1_024, true);
  const common: [string, string][] = [
    ['booster', 'gbtree'],
    ['tree_method', 'hist'],
    ['silent', '1'],
    ['seed', String(seed)],
    ['eta', String(params.learningRate)],
    ['max_depth', String(params.maxDepth)],
    ['min_child_weight', String(params.minChildWeight)],
    ['subsample', String(params.rowShare)],
    ['colsample_bytree', String(params.columnShare)],
    ['max_bin', String(params.bins)],
  ];
  if (params.loss === 'squared-error') return [...common, ['objective', 'reg:linear']];
  requireNumber('tweedieVariancePower', params.tweedieVariancePower, 1.001, 1.999, false);
  return [...common, ['objective', 'reg:tweedie'], ['tweedie_variance_power', String(params.tweedieVariancePower)]];
}
