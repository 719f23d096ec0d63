import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A server that speaks as much of Supabase Auth as the client asks for. */
export interface ScriptedSupabase {
  readonly url: string;
  /** The paths asked for so far. */
  readonly requests: readonly string[];
  /** While true, every request is answered with 503. */
  down: boolean;
  token(userId: string, options?: { expiresIn?: number; audience?: string; foreignKey?: boolean }): Promise<string>;
  stop(): Promise<void>;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly refresh_token?: string;
}

/** Starts it on a free port, with a signing key of its own. */
export async function startScriptedSupabase(): Promise<ScriptedSupabase> {
  const key = await generateKeyPair('ES256');
  const foreign = await generateKeyPair('ES256');
  const accounts = new Map<string, { id: string; password: string }>();
  const requests: string[] = [];
  /** Whose refresh token it is; each works once. */
  const refreshTokens = new Map<string, string>();

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const path = new URL(request.url ?? '', 'http://supabase.test').pathname;
    requests.push(path);
    // Asked for with the user's own token.
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (supabase.down) return { status: 503, body: { message: 'down' } };
    if (path === '/auth/v1/.well-known/jwks.json') {
      return {
        status: 200,
        body: { keys: [{ ...(await exportJWK(key.publicKey)), kid: 'first', alg: 'ES256', use: 'sig' }] },
      };
    }
    if (path === '/auth/v1/logout') {
      const userId = subjectOf(bearer);
      for (const [token, owner] of refreshTokens) if (owner === userId) refreshTokens.delete(token);
      return { status: 204, body: {} };
    }
    const { email, password, refresh_token } = (await readJson(request)) as Credentials;
    if (path === '/auth/v1/token' && refresh_token !== undefined) {
      const userId = refreshTokens.get(refresh_token);
      if (!userId) return { status: 400, body: { code: 'refresh_token_not_found', message: 'Invalid Refresh Token' } };
      refreshTokens.delete(refresh_token);
      return { status: 200, body: await session(userId, '') };
    }
    const account = accounts.get(email);
    if (path === '/auth/v1/signup') {
      if (account) return { status: 422, body: { code: 'user_already_exists', message: 'User already registered' } };
      const id = randomUUID();
      accounts.set(email, { id, password });
      return { status: 200, body: { id, email, aud: 'authenticated' } };
    }
    if (path === '/auth/v1/token' && account?.password === password) {
      return { status: 200, body: await session(account.id, email) };
    }
    return { status: 400, body: { code: 'invalid_credentials', message: 'Invalid login credentials' } };
  }

  async function session(userId: string, email: string): Promise<object> {
    const access_token = await supabase.token(userId);
    const refresh_token = randomUUID();
    refreshTokens.set(refresh_token, userId);
    const user = { id: userId, email, aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' };
    return { access_token, token_type: 'bearer', expires_in: 3600, refresh_token, user };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The scripted server has no port');
  const url = `http://127.0.0.1:${address.port}`;

  const supabase: ScriptedSupabase = {
    url,
    requests,
    down: false,
    token: (userId, { expiresIn = 3600, audience = 'authenticated', foreignKey = false } = {}) =>
      new SignJWT({ email: `${userId}@shop.example`, role: 'authenticated' })
        .setProtectedHeader({ alg: 'ES256', kid: 'first', typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(`${url}/auth/v1`)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
        .sign((foreignKey ? foreign : key).privateKey),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return supabase;
}

function subjectOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}
