import { createHash } from 'node:crypto';

/** What the provider has said of a token holds so long: a session that is ended there is ended here that much later. */
export const ANSWER_HOLDS_MS = 60_000;
/** So many tokens a minute may be asked about in vain; then tokens that are not known wait for the next minute. */
export const REFUSED_PER_MINUTE = 120;
const MOST_REMEMBERED = 10_000;
const MINUTE_MS = 60_000;

/** What the provider said of tokens that only it can verify, and how often it was asked in vain. Bounded. */
export class AnsweredTokens {
  readonly #good = new Map<string, number>();
  #minute = 0;
  #refused = 0;

  constructor(private readonly now: () => number = Date.now) {}

  isGood(token: string): boolean {
    const until = this.#good.get(fingerprint(token));
    return until !== undefined && until > this.now();
  }

  remember(token: string): void {
    if (this.#good.size >= MOST_REMEMBERED) this.#good.clear();
    this.#good.set(fingerprint(token), this.now() + ANSWER_HOLDS_MS);
  }

  /** Counts a token that the provider refused. */
  countRefused(): void {
    this.#turn();
    this.#refused += 1;
  }

  /** Whether the provider may be asked about one more token that nobody knows. */
  get mayAsk(): boolean {
    this.#turn();
    return this.#refused < REFUSED_PER_MINUTE;
  }

  #turn(): void {
    const minute = Math.floor(this.now() / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#refused = 0;
    }
  }
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
