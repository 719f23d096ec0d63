import { Random } from '../fuzz/random.js';
import { type LoadAnswer, type LoadRequest, NoAnswer } from './kept-connections.js';
import { arrivals } from './open-loop.js';
import { nextRequest, type Mix, type TradingShop } from './shop-traffic.js';
import { type Tally } from './tally.js';

export interface ShopLoadOptions {
  readonly mix: Mix;
  readonly shops: readonly TradingShop[];
  readonly perSecond: number;
  /** See `arrivals`. */
  readonly mostAtOnce?: number;
  readonly seed: number;
  /** When it aborts no more requests are sent. */
  readonly signal: AbortSignal;
  readonly send: (request: LoadRequest) => Promise<LoadAnswer>;
  /** Where results go; it may be read, and changed for another one, while the load runs. */
  readonly tally: () => Tally;
}

/** Has shops send requests at a fixed rate until the signal aborts, and tells what became of them. */
export async function shopLoad(options: ShopLoadOptions): Promise<void> {
  const { mix, shops, seed, send, tally } = options;
  await arrivals(options, async (number, due) => {
    const { kind, request, expected, learn } = nextRequest(mix, shops, Random.ofRequest(seed, number));
    try {
      const answer = await send(request);
      const ms = performance.now() - due;
      tally().add(kind, answer.status, ms);
      if (expected.includes(answer.status)) learn?.(answer);
      else
        tally().addWrong(
          `${request.method} ${request.path} was answered ${answer.status}: ${answer.text.slice(0, 300)}`,
        );
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      tally().addWrong(error.message);
    }
  });
}
