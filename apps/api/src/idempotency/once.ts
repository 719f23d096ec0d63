import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@tor/kernel/clock';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { IdempotencyClaim } from '@tor/persistence/repositories/idempotency.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../clock.module.js';

const KEPT_MS = 24 * 3_600_000;

/** Which request it is: the key that the client chose, and what its content hashes to. */
export interface KeyedRequest {
  readonly key: string;
  readonly fingerprint: string;
}

export interface OnceAnswer {
  /** The body of the answer. */
  readonly answer: unknown;
  /** Whether it was carried out before, and is only answered again. */
  readonly replayed: boolean;
}

/** Carries requests out once and answers them the same every time, for 24 hours. What throws keeps nothing and may be tried again. */
@Injectable()
export class Once {
  constructor(
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Key, answer and all that `carryOut` writes are one transaction: a crash keeps all or none of it.
   * @throws DomainError `idempotency_key_reused` when the key was used for another request, besides what `carryOut` throws
   */
  inOneTransaction(tenantId: TenantId, request: KeyedRequest, carryOut: () => Promise<unknown>): Promise<OnceAnswer> {
    // The services that are called open their own transactions, which join this one.
    return this.database.run(tenantId, async (shop) => {
      const kept = await shop.idempotency.claim(this.#claim(request));
      if (kept !== null) return replay(kept);
      const answer = asSent(await carryOut());
      await shop.idempotency.keepAnswer(request.key, JSON.stringify(answer));
      return { answer, replayed: false };
    });
  }

  /**
   * For work of several transactions each of which is safe to repeat: none stays open around it, and after a crash in between
   * it is carried out again.
   * @throws DomainError `idempotency_key_reused`, besides what `carryOut` throws
   */
  async inSteps(tenantId: TenantId, request: KeyedRequest, carryOut: () => Promise<unknown>): Promise<OnceAnswer> {
    const kept = await this.database.run(tenantId, (shop) => shop.idempotency.claim(this.#claim(request)));
    if (kept !== null) return replay(kept);
    const answer = asSent(await carryOut());
    await this.database.run(tenantId, (shop) => shop.idempotency.keepAnswer(request.key, JSON.stringify(answer)));
    return { answer, replayed: false };
  }

  #claim({ key, fingerprint }: KeyedRequest): IdempotencyClaim {
    const now = this.clock();
    return { key, fingerprint, now, expiresAt: new Date(now.getTime() + KEPT_MS) };
  }
}

function replay(kept: string): OnceAnswer {
  return { answer: JSON.parse(kept), replayed: true };
}

/** What JSON makes of an answer, so that the first one is what the later ones are. */
function asSent(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer ?? null));
}
