import { Logger } from '@nestjs/common';
import type { AuthError } from '@supabase/supabase-js';
import { DomainError } from '@tor/kernel/domain-error';

/** What a refusal of the provider is to our caller. */
export type RefusedAs = 'sign_up_refused' | 'invalid_credentials' | 'invalid_token';

const MESSAGES: Record<RefusedAs, string> = {
  sign_up_refused: 'The sign-up was refused',
  invalid_credentials: 'The e-mail address or the password is wrong',
  invalid_token: 'The access token is not valid or has expired',
};
const TAKEN = new Set(['user_already_exists', 'email_exists']);
/** The address, the key or the path is wrong, or the provider has no time: none of it is our caller's doing. */
const NOT_THE_CALLERS = new Set([0, 401, 404, 408, 429]);
/** Of the provider's own words, so many characters reach our caller. */
const MAX_WORDS = 200;

const logger = new Logger('SupabaseAuth');

/** Whether the provider has said no, rather than nothing that can be understood. */
export function isRefusal(error: AuthError): boolean {
  if (error.name === 'AuthRetryableFetchError' || error.name === 'AuthUnknownError') return false;
  const status = error.status ?? 0;
  return status < 500 && !NOT_THE_CALLERS.has(status);
}

/** A provider that cannot be reached is never the client's fault: clients sign out on 401. */
export function refusal(error: AuthError, code: RefusedAs, message: string = MESSAGES[code]): DomainError {
  if (!isRefusal(error)) return unavailable(`${error.name} ${error.status ?? ''}: ${error.message}`);
  if (code !== 'sign_up_refused') return new DomainError(code, message);
  if (TAKEN.has(error.code ?? '')) return new DomainError('email_taken', 'This e-mail address is signed up already');
  return new DomainError(code, `${message}: ${printable(error.message)}`);
}

/** @param cause for the operator alone */
export function unavailable(cause: string): DomainError {
  logger.warn(`The sign-in service is out of reach: ${printable(cause)}`);
  return new DomainError('auth_provider_unavailable', 'The sign-in service is out of reach, try again soon');
}

function printable(words: string): string {
  return words.replaceAll(/[^\x20-\x7e\u00a0-\ufffd]+/g, ' ').slice(0, MAX_WORDS);
}
