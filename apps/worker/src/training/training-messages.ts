import type { GoodsForecast } from '@tor/forecasting/forecast-shop';
import type { ShopHistory } from '@tor/forecasting/shop-history';
import type { TrainingCost } from './training-cost.js';

/** What the parent sends to the child, once. */
export interface TrainingRequest {
  history: ShopHistory;
  options: { horizonDays: number; seed: number };
}

/** What the child answers: progress any number of times, then one result or one failure. */
export type TrainingReply =
  | { kind: 'progress'; fraction: number }
  | { kind: 'result'; forecasts: GoodsForecast[]; cost: TrainingCost }
  | { kind: 'failure'; message: string };

const KINDS: readonly unknown[] = ['progress', 'result', 'failure'];

/** Tells our replies from anything else on the channel. */
export function isTrainingReply(message: unknown): message is TrainingReply {
  return typeof message === 'object' && message !== null && 'kind' in message && KINDS.includes(message.kind);
}
