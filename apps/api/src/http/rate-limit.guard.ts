import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerOptions } from '@nestjs/throttler';
import type { Response } from 'express';
import { TooManyRequests } from './too-many-requests.js';

/** What the library marks a route with that a limit is not for, before the name of the limit. */
const SKIPPED = 'THROTTLER:SKIP';

/** Which limits count a route: its marks say so, and they do not change. */
type Limits = readonly ThrottlerOptions[];

/**
 * Counts a request in the limits of `rate-limits.ts`, one after the other, as the limits are listed: what one refuses is not
 * counted by those behind it. A request that one limit counts costs one command of Redis.
 *
 * The library asks for each request anew which limits its route has, and what each could be overridden with: some twenty promises,
 * which every request would pay. Here that is asked once for each route.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  readonly #limitsOf = new WeakMap<object, Limits>();

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    for (const limit of this.#limits(context)) await this.#count(context, limit);
    return true;
  }

  #limits(context: ExecutionContext): Limits {
    const handler = context.getHandler();
    let limits = this.#limitsOf.get(handler);
    if (!limits) {
      limits = this.throttlers.filter(({ name = '', skipIf }) => {
        const isSkipped = this.reflector.getAllAndOverride<boolean>(SKIPPED + name, [handler, context.getClass()]);
        return !isSkipped && !skipIf?.(context);
      });
      this.#limitsOf.set(handler, limits);
    }
    return limits;
  }

  async #count(context: ExecutionContext, { name = '', ttl, limit, generateKey }: ThrottlerOptions): Promise<void> {
    const [most, window] = [valueOf(limit, context), valueOf(ttl, context)];
    const key = generateKey?.(context, '', name) ?? '';
    const counted = await this.storageService.increment(key, window, most, window, name);
    // Nest's own says when to come back in a header named after the limit, which no client knows.
    if (counted.isBlocked) throw new TooManyRequests(counted.timeToBlockExpire);
    const response = context.switchToHttp().getResponse<Response>();
    const suffix = name === 'default' ? '' : `-${name}`;
    response.setHeader(`X-RateLimit-Limit${suffix}`, most);
    response.setHeader(`X-RateLimit-Remaining${suffix}`, Math.max(0, most - counted.totalHits));
    response.setHeader(`X-RateLimit-Reset${suffix}`, counted.timeToExpire);
  }
}

function valueOf(value: ThrottlerOptions['limit'], context: ExecutionContext): number {
  const given = typeof value === 'function' ? value(context) : value;
  if (typeof given !== 'number') throw new Error('A limit is a number, or told by the request at once');
  return given;
}
