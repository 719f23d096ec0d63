import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { TenantId } from '@tor/kernel/tenant-id';
import { BadTokens } from './bad-tokens.js';
import { bearerTokenOf } from './bearer-token.js';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';
import { setTenant } from '../http/current-tenant.js';
import { PUBLIC_ROUTE } from '../http/public.decorator.js';

/** Lets a request pass when its route is public or its token is good. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider,
    private readonly badTokens: BadTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<Request>();
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
