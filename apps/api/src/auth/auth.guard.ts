import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { TenantId } from '@tor/kernel/tenant-id';
import { withLogIds } from '@tor/process/log-context';
import { BadTokens } from './bad-tokens.js';
import { bearerTokenOf, findBearerToken } from './bearer-token.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';
import { setTenant } from '../http/current-tenant.js';
import { PUBLIC_ROUTE } from '../http/public.decorator.js';
import { logIdsOf } from '../http/log-ids-of.js';
import { RouteFacts } from '../http/route-facts.js';

/** Lets a request pass when its route is public or its token is good. */
@Injectable()
export class AuthGuard implements CanActivate {
  readonly #isPublic = new RouteFacts((route) =>
    Boolean(
      this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [route.getHandler(), route.getClass()]),
    ),
  );

  constructor(
    private readonly reflector: Reflector,
    @Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider,
    private readonly badTokens: BadTokens,
  ) {}

  /** At once where the token is known: most requests wait for nothing here. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (this.#isPublic.of(context)) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const token = findBearerToken(request);
    const known = token === null ? null : this.identities.known(token);
    if (known === null) return withLogIds(logIdsOf(request), () => this.#verify(request));
    setTenant(request, known);
    return true;
  }

  async #verify(request: Request): Promise<boolean> {
    setTenant(request, await this.#tenantOf(request));
    return true;
  }

  async #tenantOf(request: Request): Promise<TenantId> {
    try {
      return await this.identities.verify(bearerTokenOf(request));
    } catch (error) {
      await this.badTokens.count(request, error);
      throw error;
    }
  }
}
