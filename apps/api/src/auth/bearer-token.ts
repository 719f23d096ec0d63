import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The access token of a request; null when there is none of the right form. */
export function findBearerToken(request: Request): string | null {
  return BEARER.exec(request.get('Authorization') ?? '')?.[1] ?? null;
}

/** Like {@link findBearerToken}. @throws DomainError `invalid_token` when there is none */
export function bearerTokenOf(request: Request): string {
  const token = findBearerToken(request);
  if (token === null)
    throw new DomainError('invalid_token', 'Send the access token as "Authorization: Bearer <token>"');
  return token;
}
