import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import { IDENTITY_PROVIDER, type IdentityProvider } from './identity-provider.js';
import { setTenant } from '../http/current-tenant.js';
import { PUBLIC_ROUTE } from '../http/public.decorator.js';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Lets a request pass when its route is public or its token is good. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(IDENTITY_PROVIDER) private readonly identities: IdentityProvider,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<Request>();
    const token = BEARER.exec(request.get('Authorization') ?? '')?.[1];
    if (!token) throw new DomainError('invalid_token', 'Send the access token as "Authorization: Bearer <token>"');
    setTenant(request, await this.identities.verify(token));
    return true;
  }
}
