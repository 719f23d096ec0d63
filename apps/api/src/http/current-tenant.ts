import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { logIdsOf } from './log-ids-of.js';

const TENANT = Symbol('tenant');

/** Kept on the request itself, as {@link logIdsOf}. */
type WithTenant = Request & { [TENANT]?: TenantId };

/** Remembers whose request this is, for the log too. Called by the guard alone. */
export function setTenant(request: Request, tenantId: TenantId): void {
  (request as WithTenant)[TENANT] = tenantId;
  logIdsOf(request).tenant_id = tenantId;
}

/** Whose request this is; undefined before the guard has run and on public routes. */
export function tenantOf(request: Request): TenantId | undefined {
  return (request as WithTenant)[TENANT];
}

/** The tenant of the signed-in user, as a parameter of a route's handler. */
export const CurrentTenant = createParamDecorator((_: unknown, context: ExecutionContext): TenantId => {
  const tenantId = tenantOf(context.switchToHttp().getRequest<Request>());
  if (!tenantId) throw new DomainError('invalid_token', 'Sign in first');
  return tenantId;
});
