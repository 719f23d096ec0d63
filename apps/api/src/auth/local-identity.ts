import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import type { AuthConfig } from '@tor/config/config';
import { DomainError } from '@tor/kernel/domain-error';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import type { AccountStore, NewRefreshToken } from '@tor/persistence/account-store';
import type { LocalAccount } from '@tor/persistence/entities/local-account.entity';
import type { IdentityProvider, Session } from './identity-provider.js';
import { KnownTenants } from './known-tenants.js';
import { VerifiedTokens } from './verified-tokens.js';
import { hashPassword, isCheap, isPassword } from './passwords.js';

const ISSUER = 'tor-monitor';
const AUDIENCE = 'authenticated';
const REFRESH_TOKEN_DAYS = 30;

/** Accounts of our own, with tokens that carry the claims Supabase's do. */
export class LocalIdentity implements IdentityProvider {
  readonly #logger = new Logger('Accounts');
  readonly #secret: Uint8Array;
  /** Compared against where there is no account, so that the time of an answer does not tell. */
  readonly #noAccountHash: Promise<string>;
  readonly #known = new KnownTenants();
  readonly #verified = new VerifiedTokens<TenantId>();

  constructor(
    private readonly config: AuthConfig,
    private readonly accounts: AccountStore,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.#secret = new TextEncoder().encode(config.jwtSecret);
    this.#noAccountHash = hashPassword(randomUUID());
  }

  async signUp(email: string, password: string): Promise<void> {
    await this.accounts.create(parseTenantId(randomUUID()), normalize(email), await hashPassword(password));
  }

  async signIn(email: string, password: string): Promise<Session> {
    const account = await this.accounts.findByEmail(normalize(email));
    const matches = await isPassword(password, account?.passwordHash ?? (await this.#noAccountHash));
    if (!account || !matches)
      throw new DomainError('invalid_credentials', 'The e-mail address or the password is wrong');
    if (isCheap(account.passwordHash)) await this.#rehash(account, password);
    const now = this.now();
    const { token, kept } = newRefreshToken(now);
    await this.accounts.addRefreshToken({ ...kept, userId: account.userId }, now);
    return this.#session(account, token, now);
  }

  /** Only now is the password at hand. Who may sign in does so, whether or not this succeeds. */
  async #rehash({ userId, passwordHash }: LocalAccount, password: string): Promise<void> {
    try {
      await this.accounts.replacePasswordHash(userId, passwordHash, await hashPassword(password));
    } catch (error) {
      this.#logger.warn(
        `A password was not hashed anew: ${error instanceof Error ? error.message : 'no reason given'}`,
      );
    }
  }

  async refresh(refreshToken: string): Promise<Session> {
    const now = this.now();
    const successor = newRefreshToken(now);
    const account = await this.accounts.exchangeRefreshToken(fingerprint(refreshToken), successor.kept, now);
    if (!account) throw new DomainError('invalid_token', 'The refresh token is unknown, used or expired');
    return this.#session(account, successor.token, now);
  }

  async signOut(tenantId: TenantId): Promise<void> {
    await this.accounts.dropRefreshTokens(tenantId);
  }

  known(accessToken: string): TenantId | null {
    return this.#verified.claimsOf(accessToken, this.now());
  }

  async verify(accessToken: string): Promise<TenantId> {
    const known = this.known(accessToken);
    if (known) return known;
    const now = this.now();
    const { tenantId, expiresAt } = await this.#subject(accessToken, now);
    // A good token outlives its account where the database was made anew.
    await this.#known.once(tenantId, async () => {
      if (await this.accounts.findByUser(tenantId)) return;
      throw new DomainError('invalid_token', 'There is no account for this access token');
    });
    this.#verified.remember(accessToken, tenantId, expiresAt, now);
    return tenantId;
  }

  async #subject(accessToken: string, now: Date): Promise<{ tenantId: TenantId; expiresAt: number }> {
    try {
      const { payload } = await jwtVerify(accessToken, this.#secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp'],
        currentDate: now,
      });
      return { tenantId: parseTenantId(payload.sub ?? ''), expiresAt: payload.exp ?? 0 };
    } catch {
      throw new DomainError('invalid_token', 'The access token is not valid or has expired');
    }
  }

  async #session(account: LocalAccount, refreshToken: string, now: Date): Promise<Session> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    const accessToken = await new SignJWT({ email: account.email, role: AUDIENCE, session_id: randomUUID() })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(account.userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.config.accessTokenSeconds)
      .sign(this.#secret);
    return { accessToken, refreshToken, expiresIn: this.config.accessTokenSeconds };
  }
}

/** A token for the client, and what is kept of it. */
function newRefreshToken(now: Date): { token: string; kept: Omit<NewRefreshToken, 'userId'> } {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + REFRESH_TOKEN_DAYS * 86_400_000);
  return { token, kept: { tokenHash: fingerprint(token), expiresAt } };
}

function normalize(email: string): string {
  return email.trim().toLowerCase();
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
