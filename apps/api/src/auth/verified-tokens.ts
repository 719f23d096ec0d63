/** A token is verified anew after this, should its key have been withdrawn meanwhile. */
export const VERIFICATION_HOLDS_MS = 60_000;

const MOST_REMEMBERED = 10_000;

interface Verified<Claims> {
  readonly claims: Claims;
  readonly until: number;
}

/** What good tokens say: the next requests with a token need not verify its signature again. Bounded, and never beyond its end. */
export class VerifiedTokens<Claims> {
  readonly #tokens = new Map<string, Verified<Claims>>();

  /** Null: verify it. */
  claimsOf(token: string, now: Date): Claims | null {
    const known = this.#tokens.get(token);
    if (!known) return null;
    if (known.until > now.getTime()) return known.claims;
    this.#tokens.delete(token);
    return null;
  }

  /** @param expiresAt seconds since 1970, as the token says it */
  remember(token: string, claims: Claims, expiresAt: number, now: Date): void {
    if (this.#tokens.size >= MOST_REMEMBERED) this.#tokens.clear();
    const until = Math.min(expiresAt * 1000, now.getTime() + VERIFICATION_HOLDS_MS);
    this.#tokens.set(token, { claims, until });
  }
}
