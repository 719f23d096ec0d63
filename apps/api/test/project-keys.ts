import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

/** How a token of the scripted project differs from a good one. */
export interface TokenOptions {
  /** Seconds, from now. */
  readonly expiresIn?: number;
  readonly audience?: string;
  /** Signed with a key that the project does not have, under the name of one that it has. */
  readonly foreignKey?: boolean;
  /** Claims over those of a good token; `undefined` leaves one out. */
  readonly claims?: JWTPayload;
  /** Over those of the key. */
  readonly header?: { readonly alg?: string; readonly kid?: string };
  /** Signed with this instead. */
  readonly signedWith?: CryptoKey | Uint8Array;
}

type Algorithm = 'ES256' | 'RS256';

interface ProjectKey {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** The keys of a scripted project: which it publishes, and which it signs with. */
export class ProjectKeys {
  /** What it signs with instead of a key pair. */
  secret: string | null = null;
  #published: readonly ProjectKey[];

  private constructor(
    first: ProjectKey,
    private readonly foreign: CryptoKey,
  ) {
    this.#published = [first];
  }

  static async generate(): Promise<ProjectKeys> {
    const { privateKey } = await generateKeyPair('ES256');
    return new ProjectKeys(await newKey('first', 'ES256'), privateKey);
  }

  /** The key set as the project publishes it. */
  get published(): readonly JWK[] {
    return this.#published.map(({ jwk }) => jwk);
  }

  /** Publishes one more key, and signs with it from now on. */
  async rotate(kid: string, alg: Algorithm = 'ES256'): Promise<void> {
    this.#published = [...this.#published, await newKey(kid, alg)];
  }

  /** Publishes a key no longer. */
  withdraw(kid: string): void {
    this.#published = this.#published.filter((key) => key.kid !== kid);
  }

  async sign(issuer: string, userId: string, options: TokenOptions = {}): Promise<string> {
    const { expiresIn = 3600, audience = 'authenticated', foreignKey = false, claims = {}, header = {} } = options;
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      ...{ iss: issuer, sub: userId, aud: audience, iat: now, exp: now + expiresIn },
      ...{ email: `${userId}@shop.example`, role: 'authenticated', session_id: userId },
      ...claims,
    };
    const key = this.#published.at(-1);
    if (this.secret !== null || !key) {
      const secret = options.signedWith ?? new TextEncoder().encode(this.secret ?? '');
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(secret);
    }
    const { alg, kid, privateKey } = key;
    return new SignJWT(payload)
      .setProtectedHeader({ alg, kid, typ: 'JWT', ...header })
      .sign(options.signedWith ?? (foreignKey ? this.foreign : privateKey));
  }
}

async function newKey(kid: string, alg: Algorithm): Promise<ProjectKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}
