import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Counts in this process's memory, of so many keys at the most: a new key beyond them takes the place of the one whose window
 * began first. Else whoever makes up keys, such as accounts to sign in to, would fill the memory within one window.
 */
export class BoundedMemory extends RateLimiterMemory {
  /** The one whose window began first comes first. */
  readonly #keys = new Set<string>();

  /** @param mostKeys each costs some 600 bytes */
  constructor(
    options: ConstructorParameters<typeof RateLimiterMemory>[0],
    private readonly mostKeys: number,
  ) {
    super(options);
  }

  override async consume(...[key, points, options]: Parameters<RateLimiterMemory['consume']>): Promise<RateLimiterRes> {
    const result = await super.consume(key, points, options);
    if (!result.isFirstInDuration) return result;
    const name = String(key);
    this.#keys.delete(name);
    this.#keys.add(name);
    const [oldest] = this.#keys;
    if (this.#keys.size > this.mostKeys && oldest !== undefined) {
      this.#keys.delete(oldest);
      await this.delete(oldest);
    }
    return result;
  }
}
