import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { DomainError } from '@tor/kernel/domain-error';
import { tenantOf } from '../http/current-tenant.js';
import { fingerprintOf, idempotencyKeyOf } from './idempotency-key.js';
import { Once } from './once.js';

export const IN_STEPS = 'tor:once-in-steps';
export const REPLAYED = 'Idempotency-Replayed';

/** Carries a request with an `Idempotency-Key` out once. Routes get it through `@Writes()`. */
@Injectable()
export class OnceInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly once: Once,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = idempotencyKeyOf(request);
    if (key === undefined) return next.handle();
    const tenantId = tenantOf(request);
    if (!tenantId) throw new DomainError('invalid_token', 'Sign in first');
    const keyed = { key, fingerprint: await fingerprintOf(request) };
    const carryOut = (): Promise<unknown> => lastValueFrom(next.handle());
    const inSteps = this.reflector.get<boolean | undefined>(IN_STEPS, context.getHandler()) ?? false;
    const { answer, replayed } = inSteps
      ? await this.once.inSteps(tenantId, keyed, carryOut)
      : await this.once.inOneTransaction(tenantId, keyed, carryOut);
    if (replayed) context.switchToHttp().getResponse<Response>().setHeader(REPLAYED, 'true');
    return of(answer);
  }
}
