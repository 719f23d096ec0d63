import type { EntityManager } from 'typeorm';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { IdempotencyKey } from '../entities/idempotency-key.entity.js';

/** Expired keys that one claim removes at most: cheap, and more than one claim adds. */
const EXPIRED_PER_CLAIM = 20;

export interface IdempotencyClaim {
  readonly key: string;
  /** Hash of the request. */
  readonly fingerprint: string;
  readonly now: Date;
  readonly expiresAt: Date;
}

/** Which of one shop's requests have been carried out, and what they were answered. */
export class IdempotencyRepository {
  readonly #manager: EntityManager;
  readonly #userId: TenantId;

  constructor(manager: EntityManager, userId: TenantId) {
    this.#manager = manager;
    this.#userId = userId;
  }

  /**
   * Takes a key for a request. While another transaction holds the same key, this waits for its end.
   * @returns the answer of the request that was carried out under this key before, or null when this one has to be
   * @throws DomainError `idempotency_key_reused` when the key was taken by a request with another fingerprint
   */
  async claim({ key, fingerprint, now, expiresAt }: IdempotencyClaim): Promise<string | null> {
    const claimed: unknown[] = await this.#manager.query(
      `INSERT INTO idempotency_keys (user_id, key, fingerprint, expires_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, key) DO UPDATE
         SET fingerprint = excluded.fingerprint, expires_at = excluded.expires_at, answer = NULL
       WHERE idempotency_keys.expires_at <= $5
       RETURNING key`,
      [this.#userId, key, fingerprint, expiresAt, now],
    );
    if (claimed.length > 0) {
      // After the claim: nobody who waits for a key may hold others.
      await this.#dropExpired(now);
      return null;
    }
    const kept = await this.#manager.findOneByOrFail(IdempotencyKey, { userId: this.#userId, key });
    if (kept.fingerprint !== fingerprint) {
      throw new DomainError('idempotency_key_reused', 'This Idempotency-Key was sent with another request before');
    }
    return kept.answer;
  }

  /** Keeps the answer of a request that was carried out, for who sends it again. */
  async keepAnswer(key: string, answer: string): Promise<void> {
    await this.#manager.update(IdempotencyKey, { userId: this.#userId, key }, { answer });
  }

  async #dropExpired(now: Date): Promise<void> {
    await this.#manager.query(
      `DELETE FROM idempotency_keys WHERE user_id = $1 AND key IN (
         SELECT key FROM idempotency_keys WHERE user_id = $1 AND expires_at <= $2
          ORDER BY expires_at LIMIT ${EXPIRED_PER_CLAIM} FOR UPDATE SKIP LOCKED)`,
      [this.#userId, now],
    );
  }
}
