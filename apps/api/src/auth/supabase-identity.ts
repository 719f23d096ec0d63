import { createClient, type AuthError, type SupabaseClient } from '@supabase/supabase-js';
import WebSocket from 'ws';
import { DomainError } from '@tor/kernel/domain-error';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import type { TenantDatabase } from '@tor/persistence/tenant-database';
import type { IdentityProvider, Session } from './identity-provider.js';
import { KnownTenants } from './known-tenants.js';

const AUDIENCE = 'authenticated';
const SESSION_GONE = new Set([401, 403, 404]);

/** Accounts of a Supabase project. Tokens are verified here, with the project's public keys, which are kept. */
export class SupabaseIdentity implements IdentityProvider {
  readonly #verifier: SupabaseClient;
  readonly #known = new KnownTenants();

  constructor(
    private readonly config: { readonly url: string; readonly key: string },
    private readonly database: TenantDatabase,
  ) {
    this.#verifier = this.#client();
  }

  async signUp(email: string, password: string): Promise<void> {
    const { error } = await this.#client().auth.signUp({ email, password });
    if (error) throw refusal(error, 'sign_up_refused', 'The sign-up was refused');
  }

  async signIn(email: string, password: string): Promise<Session> {
    const { data, error } = await this.#client().auth.signInWithPassword({ email, password });
    if (error) throw refusal(error, 'invalid_credentials', 'The e-mail address or the password is wrong');
    return toSession(data.session);
  }

  async refresh(refreshToken: string): Promise<Session> {
    const { data, error } = await this.#client().auth.refreshSession({ refresh_token: refreshToken });
    if (error || !data.session) throw refusal(error, 'invalid_token', 'The refresh token is unknown, used or expired');
    return toSession(data.session);
  }

  async signOut(_: TenantId, accessToken: string): Promise<void> {
    const { error } = await this.#client().auth.admin.signOut(accessToken, 'global');
    // A session that Supabase has ended already (403, 404) is what was asked for.
    if (error && !SESSION_GONE.has(error.status ?? 0))
      throw refusal(error, 'invalid_token', 'The sign-out was refused');
  }

  async verify(accessToken: string): Promise<TenantId> {
    const invalid = 'The access token is not valid or has expired';
    const { data, error } = await this.#verifier.auth.getClaims(accessToken).catch(() => {
      throw new DomainError('invalid_token', invalid);
    });
    if (error || !data) throw refusal(error, 'invalid_token', invalid);
    const { sub, aud, email } = data.claims;
    if (aud !== AUDIENCE && !(Array.isArray(aud) && aud.includes(AUDIENCE)))
      throw new DomainError('invalid_token', invalid);
    const tenantId = tenantOf(sub);
    // A user whom Supabase knows has a shop here, from the first request on.
    await this.#known.once(tenantId, () =>
      this.database.run(tenantId, (scope) => scope.shop.ensure(typeof email === 'string' ? email : '')),
    );
    return tenantId;
  }

  /** A client of its own for each sign-in: a client remembers the session that it made last. */
  #client(): SupabaseClient {
    return createClient(this.config.url, this.config.key, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      // Node 20 has no WebSocket of its own, and the client wants one even where realtime is not used.
      realtime: { transport: WebSocket as never },
    });
  }
}

/** @throws DomainError `invalid_token` when the token speaks for nobody who could own a shop */
function tenantOf(subject: string): TenantId {
  try {
    return parseTenantId(subject);
  } catch {
    throw new DomainError('invalid_token', 'The access token is not that of a user');
  }
}

function toSession(session: { access_token: string; refresh_token: string; expires_in: number }): Session {
  return {
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
    expiresIn: session.expires_in,
  };
}

/** A provider that cannot be reached is never the client's fault: clients sign out on 401. */
function refusal(
  error: AuthError | null,
  code: 'sign_up_refused' | 'invalid_credentials' | 'invalid_token',
  message: string,
): DomainError {
  const status = error?.status ?? 0;
  const outOfReach =
    error?.name === 'AuthRetryableFetchError' || error?.name === 'AuthUnknownError' || status === 429 || status >= 500;
  if (outOfReach)
    return new DomainError('auth_provider_unavailable', 'The sign-in service is out of reach, try again soon');
  return new DomainError(code, code === 'sign_up_refused' && error ? `${message}: ${error.message}` : message);
}
