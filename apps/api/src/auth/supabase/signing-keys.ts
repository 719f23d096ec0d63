import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { outgoingFetch } from '../../http/outgoing-fetch.js';

/** After so long the keys are asked for again: a key that the project has withdrawn is good no longer than that. */
export const KEYS_FRESH_MS = 10 * 60_000;
/** While the project cannot be asked, its last keys go on for so long. */
export const KEYS_KEPT_MS = 24 * 3_600_000;
/** A failure is not tried again for so long: requests in between do not wait for a server that is down. */
export const RETRY_MS = 2_000;
/** The same where there are keys to go on with. */
export const RETRY_WITH_KEYS_MS = 30_000;
/** Tokens with a key id that nobody knows may have the keys asked for so often, and once more each half minute. */
export const UNKNOWN_KEY_LOOKS = 5;
export const UNKNOWN_KEY_REFILL_MS = 30_000;

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;

/** The project's keys could not be had: says nothing about any token. */
export class KeysUnavailable extends Error {}

/** The public keys that a project has published, or `none` where it signs with a secret. */
export type PublishedKeys = { readonly find: JWTVerifyGetKey; readonly ids: ReadonlySet<string> } | 'none';

/**
 * The public keys of a project, asked for when they are needed and then kept. However many bad tokens come, the project is
 * asked a bounded number of times.
 */
export class SigningKeys {
  #keys: PublishedKeys | null = null;
  #loadedAt = -Infinity;
  #failedAt = -Infinity;
  #loading: Promise<void> | null = null;
  #looks = UNKNOWN_KEY_LOOKS;
  #refilledAt: number;

  /**
   * @param url where the project publishes them
   * @param headers sent along
   * @param now milliseconds
   */
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly now: () => number = Date.now,
  ) {
    this.#refilledAt = now();
  }

  /**
   * The keys to verify a token with.
   * @param keyId of the token; one that is not among the keys may have been added since they were read
   * @throws KeysUnavailable when the project does not answer and nothing good is kept
   */
  async current(keyId: string | undefined): Promise<PublishedKeys> {
    if (this.now() - this.#loadedAt >= KEYS_FRESH_MS) await this.#reload();
    const kept = this.#kept();
    if (kept === 'none' || keyId === undefined || kept.ids.has(keyId)) return kept;
    if (this.#mayLook()) await this.#reload();
    const keys = this.#kept();
    // Its key may be a new one that we could not read.
    if (keys !== 'none' && !keys.ids.has(keyId) && this.#failedAt > this.#loadedAt) throw new KeysUnavailable();
    return keys;
  }

  #kept(): PublishedKeys {
    if (this.#keys === null || this.now() - this.#loadedAt >= KEYS_KEPT_MS) throw new KeysUnavailable();
    return this.#keys;
  }

  #mayLook(): boolean {
    const refills = Math.floor((this.now() - this.#refilledAt) / UNKNOWN_KEY_REFILL_MS);
    if (refills > 0) {
      this.#looks = Math.min(UNKNOWN_KEY_LOOKS, this.#looks + refills);
      this.#refilledAt += refills * UNKNOWN_KEY_REFILL_MS;
    }
    if (this.#looks === 0) return false;
    this.#looks -= 1;
    return true;
  }

  /** Reads the keys, one time for all who wait. A failure leaves what there is. */
  async #reload(): Promise<void> {
    const pause = this.#keys === null ? RETRY_MS : RETRY_WITH_KEYS_MS;
    if (this.now() - this.#failedAt < pause) return;
    this.#loading ??= this.#read().finally(() => (this.#loading = null));
    await this.#loading;
  }

  async #read(): Promise<void> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), TIMEOUT_MS);
    try {
      const load = outgoingFetch({ maxBytes: MAX_BYTES, signal: late.signal });
      const response = await load(this.url, { headers: { accept: 'application/json', ...this.headers } });
      // A server from before there were keys to publish.
      this.#keys = response.status === 404 ? 'none' : keysOf(response.status, await response.json());
      this.#loadedAt = this.now();
    } catch {
      this.#failedAt = this.now();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @throws Error when it is not a key set */
function keysOf(status: number, body: unknown): PublishedKeys {
  if (status !== 200 || !isKeySet(body)) throw new Error('This is no key set');
  // A secret has no business in a public document: who reads it could sign.
  const keys = body.keys.filter(({ kty }) => kty !== 'oct');
  if (keys.length === 0) return 'none';
  return {
    find: createLocalJWKSet({ keys }),
    ids: new Set(keys.flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : []))),
  };
}

function isKeySet(body: unknown): body is JSONWebKeySet {
  if (typeof body !== 'object' || body === null || !('keys' in body) || !Array.isArray(body.keys)) return false;
  return body.keys.every((key: unknown) => typeof key === 'object' && key !== null && 'kty' in key);
}
