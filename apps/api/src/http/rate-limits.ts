import { SetMetadata, type CustomDecorator, type DynamicModule, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { SkipThrottle, ThrottlerModule } from '@nestjs/throttler';
import type { Request } from 'express';
import type { HttpConfig } from '@tor/config/config';
import { tenantOf } from './current-tenant.js';

const MINUTE_MS = 60_000;
const SIGN_IN_ROUTE = 'tor:sign-in-route';

/** Opens routes to any number of requests: probes. */
export const NoRateLimit = (): MethodDecorator & ClassDecorator => SkipThrottle();

/** Marks routes that check a secret: few tries a minute, for each account and address. */
export const SignInLimit = (): CustomDecorator => SetMetadata(SIGN_IN_ROUTE, true);

/** Counts requests for each user, or each address where nobody is signed in. The guard runs after the auth guard. */
export function rateLimits(config: HttpConfig): DynamicModule {
  const reflector = new Reflector();
  const isSignIn = (context: ExecutionContext): boolean =>
    reflector.getAllAndOverride<boolean | undefined>(SIGN_IN_ROUTE, [context.getHandler(), context.getClass()]) ??
    false;
  return ThrottlerModule.forRoot({
    throttlers: [
      {
        ttl: MINUTE_MS,
        limit: (context) => (isSignIn(context) ? config.signInLimitPerMinute : config.rateLimitPerMinute),
      },
    ],
    errorMessage: 'Too many requests, wait a moment',
    generateKey: (context) => {
      const request = context.switchToHttp().getRequest<Request>();
      const caller = tenantOf(request) ?? request.ip ?? 'unknown';
      return isSignIn(context) ? `sign-in ${caller} ${accountOf(request.body)}` : caller;
    },
  });
}

function accountOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const account = 'email' in body ? body.email : 'username' in body ? body.username : '';
  return typeof account === 'string' ? account.trim().toLowerCase().slice(0, 254) : '';
}
