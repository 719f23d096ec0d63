import { Logger } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import type { SupabaseConfig } from '@tor/config/config';
import { DomainError } from '@tor/kernel/domain-error';
import { VerifiedTokens } from '../verified-tokens.js';
import { AnsweredTokens } from './answered-tokens.js';
import { isRefusal, refusal, unavailable } from './provider-refusals.js';
import { KeysUnavailable, SigningKeys } from './signing-keys.js';
import { askSupabase } from './supabase-client.js';

/** The audience and the role of a user who has signed in; `anon` and `service_role` are keys, not users. */
const AUTHENTICATED = 'authenticated';
const ASYMMETRIC = ['ES256', 'RS256'];
const CLOCK_TOLERANCE_S = 5;

/**
 * Whether a token is that of a user of the project. Where the project publishes keys, or its secret is configured, this is
 * found out here; else the project is asked.
 */
export class SupabaseTokens {
  readonly #logger = new Logger('SupabaseAuth');
  readonly #keys: SigningKeys;
  readonly #answered = new AnsweredTokens();
  readonly #known = new VerifiedTokens<JWTPayload>();
  readonly #secret: Uint8Array | null;
  readonly #claims: JWTVerifyOptions;
  #warnedOfIssuer = false;

  constructor(private readonly config: SupabaseConfig) {
    this.#keys = new SigningKeys(`${config.url}/auth/v1/.well-known/jwks.json`, { apikey: config.key });
    this.#secret = config.jwtSecret === null ? null : new TextEncoder().encode(config.jwtSecret);
    this.#claims = {
      issuer: config.jwtIssuer,
      audience: AUTHENTICATED,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_S,
    };
  }

  /** The claims of a good token. @throws DomainError `invalid_token`, `auth_provider_unavailable` */
  async claimsOf(token: string): Promise<JWTPayload> {
    try {
      const claims = await this.#verified(token);
      if (claims['role'] !== AUTHENTICATED) throw invalid();
      return claims;
    } catch (error) {
      if (error instanceof DomainError) throw error;
      if (error instanceof KeysUnavailable) throw unavailable('its keys cannot be read');
      this.#warnOfIssuer(error);
      throw invalid();
    }
  }

  async #verified(token: string): Promise<JWTPayload> {
    const known = this.#known.claimsOf(token, new Date());
    if (known) return known;
    const { alg, kid } = decodeProtectedHeader(token);
    if (this.#secret !== null && alg === 'HS256') {
      const { payload } = await jwtVerify(token, this.#secret, { ...this.#claims, algorithms: ['HS256'] });
      return this.#remembered(token, payload);
    }
    // Only a key that could be published is worth looking for.
    const published = ASYMMETRIC.includes(alg ?? '') && typeof kid === 'string';
    const keys = await this.#keys.current(published ? kid : undefined);
    if (keys === 'none') return this.#askAbout(token);
    const { payload } = await jwtVerify(token, keys.find, { ...this.#claims, algorithms: ASYMMETRIC });
    return this.#remembered(token, payload);
  }

  #remembered(token: string, claims: JWTPayload): JWTPayload {
    this.#known.remember(token, claims, claims.exp ?? 0, new Date());
    return claims;
  }

  /** The project signs with a secret that we have not been told. */
  async #askAbout(token: string): Promise<JWTPayload> {
    const claims = decodeJwt(token);
    refuseHopeless(claims, this.config.jwtIssuer);
    if (this.#answered.isGood(token)) return claims;
    if (!this.#answered.mayAsk) throw unavailable('too many tokens that it does not know');
    const { data, error } = await askSupabase(this.config, (auth) => auth.getUser(token));
    if (error) {
      // The gateway before it answers 401 for a key of the project that is wrong.
      const said = isRefusal(error) || (error.status === 401 && !/api ?key/i.test(error.message));
      if (!said) throw refusal(error, 'invalid_token');
      this.#answered.countRefused();
      throw invalid();
    }
    if (data.user.id !== claims.sub) throw unavailable('it answers with another user');
    this.#answered.remember(token);
    return claims;
  }

  /** A good signature under another issuer is most often a setting: said once, for the operator. */
  #warnOfIssuer(error: unknown): void {
    if (this.#warnedOfIssuer || !(error instanceof errors.JWTClaimValidationFailed) || error.claim !== 'iss') return;
    this.#warnedOfIssuer = true;
    this.#logger.warn('A well-signed token was refused for its issuer. If it is yours, set SUPABASE_JWT_ISSUER');
  }
}

/** Claims that no signature could make good, so that nobody is asked about them. @throws DomainError `invalid_token` */
function refuseHopeless({ sub, exp, nbf, iss, aud, role }: JWTPayload, issuer: string): void {
  const now = Date.now() / 1000;
  const inTime =
    typeof exp === 'number' &&
    exp > now - CLOCK_TOLERANCE_S &&
    (nbf === undefined || (typeof nbf === 'number' && nbf <= now + CLOCK_TOLERANCE_S));
  const forUs = iss === issuer && (Array.isArray(aud) ? aud.includes(AUTHENTICATED) : aud === AUTHENTICATED);
  if (!inTime || !forUs || role !== AUTHENTICATED || typeof sub !== 'string') throw invalid();
}

function invalid(): DomainError {
  return new DomainError('invalid_token', 'The access token is not valid or has expired');
}
