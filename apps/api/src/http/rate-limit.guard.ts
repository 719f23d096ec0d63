import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectThrottlerOptions, type ThrottlerModuleOptions, type ThrottlerOptions } from '@nestjs/throttler';
import type { Response } from 'express';
import { LimitCounts, type LimitCount } from '../limits/limit-counts.js';
import { RouteFacts } from './route-facts.js';
import { TooManyRequests } from './too-many-requests.js';

/** What the library marks a route with that a limit is not for, before the name of the limit. */
const SKIPPED = 'THROTTLER:SKIP';
const DEFAULT = 'default';

/**
 * Counts a request in the limits of `rate-limits.ts`, one after the other, as the limits are listed: what one refuses is not
 * counted by those behind it. A request that one limit counts costs one command of Redis.
 *
 * The library's own guard finds out for each request which limits its route has and what each could be overridden with, in some thirty
 * promises. Here that is found out once for each route, and where the count is in memory nothing is waited for.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #limits: RouteFacts<readonly ThrottlerOptions[]>;

  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    private readonly counts: LimitCounts,
    reflector: Reflector,
  ) {
    const all = Array.isArray(options) ? options : options.throttlers;
    this.#limits = new RouteFacts((route) =>
      all.filter(({ name = DEFAULT, skipIf }) => {
        const marks = [route.getHandler(), route.getClass()];
        return !reflector.getAllAndOverride<boolean | undefined>(SKIPPED + name, marks) && !skipIf?.(route);
      }),
    );
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return this.#pass(context, this.#limits.of(context), 0);
  }

  #pass(context: ExecutionContext, limits: readonly ThrottlerOptions[], from: number): boolean | Promise<boolean> {
    for (const [index, limit] of limits.entries()) {
      if (index < from) continue;
      const { name = DEFAULT } = limit;
      const most = valueOf(limit.limit, context);
      const counted = this.counts.count(
        name,
        limit.generateKey?.(context, '', name) ?? '',
        most,
        valueOf(limit.ttl, context),
      );
      if (counted instanceof Promise) {
        return counted.then((one) => {
          settle(context, name, most, one);
          return this.#pass(context, limits, index + 1);
        });
      }
      settle(context, name, most, counted);
    }
    return true;
  }
}

/** @throws TooManyRequests */
function settle(context: ExecutionContext, name: string, most: number, counted: LimitCount): void {
  if (counted.isBlocked) throw new TooManyRequests(counted.timeToBlockExpire);
  const response = context.switchToHttp().getResponse<Response>();
  const suffix = name === DEFAULT ? '' : `-${name}`;
  response.setHeader(`X-RateLimit-Limit${suffix}`, most);
  response.setHeader(`X-RateLimit-Remaining${suffix}`, Math.max(0, most - counted.totalHits));
  response.setHeader(`X-RateLimit-Reset${suffix}`, counted.timeToExpire);
}

function valueOf(value: ThrottlerOptions['limit'], context: ExecutionContext): number {
  const given = typeof value === 'function' ? value(context) : value;
  if (typeof given !== 'number') throw new Error('A limit is a number, or told by the request at once');
  return given;
}
