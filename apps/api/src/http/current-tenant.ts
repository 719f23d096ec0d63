import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { addLogIds } from '@tor/process/log-context';

const tenants = new WeakMap<Request, TenantId>();

/** Remembers whose request this is, for the log too. Called by the guard alone. */
export function setTenant(request: Request, tenantId: TenantId): void {
  tenants.set(request, tenantId);
  addLogIds({ tenant_id: tenantId });
}

/** Whose request this is; undefined before the guard has run and on public routes. */
export function tenantOf(request: Request): TenantId | undefined {
  return tenants.get(request);
}

/** The tenant of the signed-in user, as a parameter of a route's handler. */
export const CurrentTenant = createParamDecorator((_: unknown, context: ExecutionContext): TenantId => {
  const tenantId = tenantOf(context.switchToHttp().getRequest<Request>());
  if (!tenantId) throw new DomainError('invalid_token', 'Sign in first');
  return tenantId;
});
