import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { lastValueFrom, of, type Observable } from 'rxjs';
import type { Clock } from '@tor/kernel/clock';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { IdempotencyClaim } from '@tor/persistence/repositories/idempotency.repository';
import { TenantDatabase } from '@tor/persistence/tenant-database';
import { CLOCK } from '../clock.module.js';
import { tenantOf } from '../http/current-tenant.js';
import { fingerprintOf, idempotencyKeyOf } from './idempotency-key.js';

export const IN_STEPS = 'tor:once-in-steps';
export const REPLAYED = 'Idempotency-Replayed';

const KEPT_MS = 24 * 3_600_000;

/**
 * Carries a request with an `Idempotency-Key` out once and answers it the same every time. Key, answer and what the handler
 * writes are one transaction: a crash keeps all or none of it. What is refused keeps nothing, and may be tried again.
 */
@Injectable()
export class OnceInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: TenantDatabase,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = idempotencyKeyOf(request);
    if (key === undefined) return next.handle();
    const tenantId = tenantOf(request);
    if (!tenantId) throw new DomainError('invalid_token', 'Sign in first');
    const now = this.clock();
    const fingerprint = await fingerprintOf(request);
    const claim = { key, fingerprint, now, expiresAt: new Date(now.getTime() + KEPT_MS) };
    const inSteps = this.reflector.get<boolean | undefined>(IN_STEPS, context.getHandler()) ?? false;
    const carryOut = (): Promise<unknown> => lastValueFrom(next.handle());
    const { answer, replayed } = await (inSteps
      ? this.#inSteps(tenantId, claim, carryOut)
      : this.#inOne(tenantId, claim, carryOut));
    if (replayed) context.switchToHttp().getResponse<Response>().setHeader(REPLAYED, 'true');
    return of(JSON.parse(answer));
  }

  #inOne(tenantId: TenantId, claim: IdempotencyClaim, carryOut: () => Promise<unknown>): Promise<Answer> {
    // The services that the handler calls open their own transactions, which join this one.
    return this.database.run(tenantId, async (shop) => {
      const kept = await shop.idempotency.claim(claim);
      if (kept !== null) return { answer: kept, replayed: true };
      const answer = JSON.stringify(await carryOut());
      await shop.idempotency.keepAnswer(claim.key, answer);
      return { answer, replayed: false };
    });
  }

  /** For a handler whose steps are each safe to repeat: no transaction stays open around them. */
  async #inSteps(tenantId: TenantId, claim: IdempotencyClaim, carryOut: () => Promise<unknown>): Promise<Answer> {
    const kept = await this.database.run(tenantId, (shop) => shop.idempotency.claim(claim));
    if (kept !== null) return { answer: kept, replayed: true };
    const answer = JSON.stringify(await carryOut());
    await this.database.run(tenantId, (shop) => shop.idempotency.keepAnswer(claim.key, answer));
    return { answer, replayed: false };
  }
}

interface Answer {
  /** The body, as JSON text. */
  readonly answer: string;
  readonly replayed: boolean;
}
