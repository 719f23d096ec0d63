import type { TenantId } from '@tor/kernel/tenant-id';

export const IDENTITY_PROVIDER = Symbol('identity provider');

/** What a client gets for a good sign-in. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
}

/** Who somebody is: our own accounts or Supabase Auth. */
export interface IdentityProvider {
  /** @throws DomainError `email_taken`, `sign_up_refused`, `auth_provider_unavailable` */
  signUp(email: string, password: string): Promise<void>;
  /** @throws DomainError `invalid_credentials`, `auth_provider_unavailable` */
  signIn(email: string, password: string): Promise<Session>;
  /** Uses the refresh token up. @throws DomainError `invalid_token`, `auth_provider_unavailable` */
  refresh(refreshToken: string): Promise<Session>;
  /** Ends every session of the user: no refresh token works any more. @throws DomainError `auth_provider_unavailable` */
  signOut(tenantId: TenantId, accessToken: string): Promise<void>;
  /** The tenant of a token that was verified lately; null: verify it. */
  known(accessToken: string): TenantId | null;
  /** The tenant that an access token speaks for. @throws DomainError `invalid_token`, `auth_provider_unavailable` */
  verify(accessToken: string): Promise<TenantId>;
}
