import type { GroupScores } from './group-scores.js';
import { OPPONENTS } from './opponents.js';

/**
 * The mean of each figure over runs that differ in their seed; null where it is not defined in one of them.
 * @throws Error when there are none
 */
export function meanScores(runs: readonly GroupScores[]): GroupScores {
  const [first] = runs;
  if (!first) throw new Error('There are no scores to take the mean of');
  const mean = (value: (scores: GroupScores) => number | null): number | null => {
    const sum = runs.reduce<number | null>((total, run) => addOrNull(total, value(run)), 0);
    return sum === null ? null : sum / runs.length;
  };
  const { opponents: _, ...figures } = first;
  const means = (Object.keys(figures) as (keyof typeof figures)[]).map((name) => [name, mean((run) => run[name])]);
  const opponents = OPPONENTS.map((name) => [name, mean((run) => run.opponents[name])]);
  return { ...Object.fromEntries(means), opponents: Object.fromEntries(opponents) };
}

function addOrNull(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
