import { DomainError } from './domain-error.js';

/** The id of the user who owns a shop: the tenant of every row, job and request. */
export type TenantId = string & { readonly __brand: 'TenantId' };

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Reads a tenant id.
 * @throws DomainError `tenant_unknown` when the text is not a UUID
 */
export function parseTenantId(text: string): TenantId {
  if (!UUID_PATTERN.test(text)) throw new DomainError('tenant_unknown', 'The tenant id is not a UUID');
  return text.toLowerCase() as TenantId;
}
