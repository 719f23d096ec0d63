import {
  applyDecorators,
  SetMetadata,
  type CustomDecorator,
  type DynamicModule,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import { SkipThrottle, ThrottlerModule, type ThrottlerOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import type { HttpConfig } from '@tor/config/config';
import { callerAddress } from './caller-address.js';
import { tenantOf } from './current-tenant.js';

const MINUTE_MS = 60_000;
/** So many people may sign in from one address, each as often as one account may. */
const ACCOUNTS_OF_AN_ADDRESS = 6;
const SIGN_IN_ROUTE = 'tor:sign-in-route';
const TRANSFER_ROUTE = 'tor:transfer-route';
const CHAT_ROUTE = 'tor:chat-route';

/** Where the OpenAPI document says that a route counts no requests. */
export const UNLIMITED = 'x-unlimited';

/** Opens routes to any number of requests: probes. */
export const NoRateLimit = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SkipThrottle({ default: true, address: true }), ApiExtension(UNLIMITED, true));

/** Marks routes that check a secret: few tries a minute, for each account and address. */
export const SignInLimit = (): CustomDecorator => SetMetadata(SIGN_IN_ROUTE, true);

/** Marks routes that move a whole shop in or out: few a minute, all of them together, for each shop. */
export const TransferLimit = (): CustomDecorator => SetMetadata(TRANSFER_ROUTE, true);

/** Marks routes that ask the assistant: few a minute, all of them together, for each user. */
export const ChatLimit = (): CustomDecorator => SetMetadata(CHAT_ROUTE, true);

/**
 * Counts requests for each user, or each address where nobody is signed in; tries to sign in for each account and address,
 * and, so that nobody goes through many accounts, for each address alone. The guard runs after the auth guard.
 * @param chatLimitPerMinute messages to the assistant for each user
 */
export function rateLimits(config: HttpConfig, chatLimitPerMinute: number): DynamicModule {
  const reflector = new Reflector();
  const isMarked = (mark: string, context: ExecutionContext): boolean =>
    reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) ?? false;
  const isSignIn = (context: ExecutionContext): boolean => isMarked(SIGN_IN_ROUTE, context);
  const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest<Request>();
  const throttlers: ThrottlerOptions[] = [
    {
      ttl: MINUTE_MS,
      limit: (context) => (isSignIn(context) ? config.signInLimitPerMinute : config.rateLimitPerMinute),
      generateKey: (context) => {
        const request = requestOf(context);
        const caller = tenantOf(request) ?? callerAddress(request);
        return isSignIn(context) ? `sign-in ${caller} ${accountOf(request.body)}` : caller;
      },
    },
    {
      name: 'address',
      ttl: MINUTE_MS,
      limit: config.signInLimitPerMinute * ACCOUNTS_OF_AN_ADDRESS,
      skipIf: (context) => !isSignIn(context),
      generateKey: (context) => `sign-in ${callerAddress(requestOf(context))}`,
    },
    {
      name: 'transfer',
      ttl: MINUTE_MS,
      limit: config.transferLimitPerMinute,
      skipIf: (context) => !isMarked(TRANSFER_ROUTE, context),
      generateKey: (context) => `transfer ${tenantOf(requestOf(context)) ?? ''}`,
    },
    {
      name: 'chat',
      ttl: MINUTE_MS,
      limit: chatLimitPerMinute,
      skipIf: (context) => !isMarked(CHAT_ROUTE, context),
      generateKey: (context) => `chat ${tenantOf(requestOf(context)) ?? ''}`,
    },
  ];
  return ThrottlerModule.forRoot({ throttlers });
}

function accountOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const account = 'email' in body ? body.email : 'username' in body ? body.username : '';
  return typeof account === 'string' ? account.trim().toLowerCase().slice(0, 254) : '';
}
