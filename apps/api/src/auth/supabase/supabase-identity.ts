import type { SupabaseConfig } from '@tor/config/config';
import { DomainError } from '@tor/kernel/domain-error';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import type { TenantDatabase } from '@tor/persistence/tenant-database';
import type { IdentityProvider, Session } from '../identity-provider.js';
import { KnownTenants } from '../known-tenants.js';
import { isRefusal, refusal, unavailable } from './provider-refusals.js';
import { askSupabase } from './supabase-client.js';
import { SupabaseTokens } from './supabase-tokens.js';

/** Supabase has ended the session already, or its user is gone: what a sign-out asks for. */
const SESSION_GONE = new Set([403, 404]);

/** Accounts of a Supabase project. */
export class SupabaseIdentity implements IdentityProvider {
  readonly #tokens: SupabaseTokens;
  readonly #known = new KnownTenants();

  constructor(
    private readonly config: SupabaseConfig,
    private readonly database: TenantDatabase,
  ) {
    this.#tokens = new SupabaseTokens(config);
  }

  /** A session that a project without confirmation gives at once is left unused: the contract says to sign in. */
  async signUp(email: string, password: string): Promise<void> {
    const { data, error } = await askSupabase(this.config, (auth) => auth.signUp({ email, password }));
    if (error) throw refusal(error, 'sign_up_refused');
    if (!data.user) throw unavailable('a sign-up was answered without a user');
  }

  async signIn(email: string, password: string): Promise<Session> {
    const ask = askSupabase(this.config, (auth) => auth.signInWithPassword({ email, password }), isSession);
    const { data, error } = await ask;
    if (error) throw refusal(error, 'invalid_credentials');
    return toSession(data.session);
  }

  async refresh(refreshToken: string): Promise<Session> {
    const ask = askSupabase(this.config, (auth) => auth.refreshSession({ refresh_token: refreshToken }), isSession);
    const { data, error } = await ask;
    if (error) throw refusal(error, 'invalid_token', 'The refresh token is unknown, used or expired');
    return toSession(data.session);
  }

  async signOut(_: TenantId, accessToken: string): Promise<void> {
    const { error } = await askSupabase(this.config, (auth) => auth.admin.signOut(accessToken, 'global'));
    if (!error || SESSION_GONE.has(error.status ?? 0) || error.name === 'AuthSessionMissingError') return;
    if (isRefusal(error)) throw unavailable(`a sign-out was refused: ${error.message}`);
    throw refusal(error, 'invalid_token');
  }

  /** Its claims are remembered, but whether the shop is there is asked after them. */
  known(): null {
    return null;
  }

  async verify(accessToken: string): Promise<TenantId> {
    const { sub, email } = await this.#tokens.claimsOf(accessToken);
    const tenantId = tenantOf(sub ?? '');
    // A user whom Supabase knows has a shop here, from the first request on.
    await this.#known.once(tenantId, () =>
      this.database.run(tenantId, (scope) => scope.shop.ensure(typeof email === 'string' ? email : '')),
    );
    return tenantId;
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

interface AnsweredSession {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** The client takes every object for a session, or for the end of one. */
function isSession(body: object): boolean {
  const { access_token, refresh_token, expires_in } = body as Record<string, unknown>;
  return typeof access_token === 'string' && typeof refresh_token === 'string' && typeof expires_in === 'number';
}

/** @throws DomainError `auth_provider_unavailable` when the provider's answer holds no session */
function toSession(session: AnsweredSession | null): Session {
  if (!session) throw unavailable('it answers without a session');
  return {
    accessToken: session.access_token,
    refreshToken: session.refresh_token,
    expiresIn: session.expires_in,
  };
}
