import type { AdviceOptions } from './advice-policy.js';
import type { Scene } from './scene.js';
import type { Ledger } from './simulate-shop.js';

/** What is simulated in a thread: a shop that follows the advice. */
export interface AdviceRequest {
  readonly scene: Scene;
  readonly options: AdviceOptions;
}

export type AdviceReply =
  | { readonly kind: 'review'; readonly done: number }
  | { readonly kind: 'result'; readonly ledgers: Ledger[] }
  | { readonly kind: 'failure'; readonly message: string };
