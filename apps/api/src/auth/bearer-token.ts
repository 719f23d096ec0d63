import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The access token of a request. @throws DomainError `invalid_token` when there is none of the right form */
export function bearerTokenOf(request: Request): string {
  const token = BEARER.exec(request.get('Authorization') ?? '')?.[1];
  if (!token) throw new DomainError('invalid_token', 'Send the access token as "Authorization: Bearer <token>"');
  return token;
}
