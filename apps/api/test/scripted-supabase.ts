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
}

/** Starts it on a free port, with a signing key of its own. */
export async function startScriptedSupabase(): Promise<ScriptedSupabase> {
  const key = await generateKeyPair('ES256');
  const foreign = await generateKeyPair('ES256');
  const accounts = new Map<string, { id: string; password: string }>();
  const requests: string[] = [];

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const path = new URL(request.url ?? '', 'http://supabase.test').pathname;
    requests.push(path);
    if (supabase.down) return { status: 503, body: { message: 'down' } };
    if (path === '/auth/v1/.well-known/jwks.json') {
      return {
        status: 200,
        body: { keys: [{ ...(await exportJWK(key.publicKey)), kid: 'first', alg: 'ES256', use: 'sig' }] },
      };
    }
    const { email, password } = (await readJson(request)) as Credentials;
    const account = accounts.get(email);
    if (path === '/auth/v1/signup') {
      if (account) return { status: 422, body: { code: 'user_already_exists', message: 'User already registered' } };
      const id = randomUUID();
      accounts.set(email, { id, password });
      return { status: 200, body: { id, email, aud: 'authenticated' } };
    }
    if (path === '/auth/v1/token' && account?.password === password) {
      const access_token = await supabase.token(account.id);
      const user = { id: account.id, email, aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' };
      return {
        status: 200,
        body: { access_token, token_type: 'bearer', expires_in: 3600, refresh_token: 'refresh', user },
      };
    }
    return { status: 400, body: { code: 'invalid_credentials', message: 'Invalid login credentials' } };
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

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}
