import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jwtVerify } from 'jose';
import { ProjectKeys, type TokenOptions } from './project-keys.js';

/** A password that the scripted project does not take for a new account. */
export const WEAK_PASSWORD = 'password';
const KEYS_PATH = '/auth/v1/.well-known/jwks.json';

/** What is answered instead of what was asked. */
export type Instead =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** Nothing, ever. */
  | 'hang'
  /** The beginning of an answer, and then a byte now and then. */
  | 'drip';

interface Account {
  readonly id: string;
  readonly password: string;
  confirmed: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A server that speaks as much of Supabase Auth as its client asks for. */
export class ScriptedSupabase {
  /** The paths asked for so far. */
  readonly requests: string[] = [];
  /** While true, every request is answered with 503. */
  down = false;
  instead: Instead | null = null;
  /** Whether new accounts have to be confirmed before they can sign in. */
  confirmation = false;
  /** What is told of the keys: none at all is what servers of before answer. */
  keySet: 'published' | 'empty' | 'not found' = 'published';
  readonly #accounts = new Map<string, Account>();
  /** Whose refresh token it is; each works once. */
  readonly #refreshTokens = new Map<string, string>();
  readonly #server = createServer((request, response) => void this.#respond(request, response));

  private constructor(readonly keys: ProjectKeys) {}

  static async start(): Promise<ScriptedSupabase> {
    const supabase = new ScriptedSupabase(await ProjectKeys.generate());
    supabase.#server.listen(0, '127.0.0.1');
    await once(supabase.#server, 'listening');
    return supabase;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get issuer(): string {
    return `${this.url}/auth/v1`;
  }

  token(userId: string, options: TokenOptions = {}): Promise<string> {
    return this.keys.sign(this.issuer, userId, options);
  }

  /** The owner of the address has followed the link. */
  confirm(email: string): void {
    const account = this.#accounts.get(email);
    if (account) account.confirmed = true;
  }

  /** How often the keys were asked for. */
  get keyRequests(): number {
    return this.requests.filter((path) => path === KEYS_PATH).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', 'http://supabase.test').pathname;
    this.requests.push(path);
    if (this.instead === 'hang') return;
    if (this.instead === 'drip') return drip(response);
    if (this.instead !== null) {
      const { status, body, headers = { 'content-type': 'application/json' } } = this.instead;
      response.writeHead(status, headers).end(body);
      return;
    }
    const { status, body } = this.down ? { status: 503, body: { message: 'down' } } : await this.#answer(path, request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #answer(path: string, request: IncomingMessage): Promise<Answer> {
    const bearer = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (path === KEYS_PATH) {
      if (this.keySet === 'not found') return { status: 404, body: { message: 'no such path' } };
      return { status: 200, body: { keys: this.keySet === 'empty' ? [] : this.keys.published } };
    }
    if (path === '/auth/v1/user') return this.#user(bearer);
    if (path === '/auth/v1/logout') {
      const userId = subjectOf(bearer);
      for (const [token, owner] of this.#refreshTokens) if (owner === userId) this.#refreshTokens.delete(token);
      return { status: 204, body: {} };
    }
    const { email = '', password = '', refresh_token } = await readJson(request);
    if (path === '/auth/v1/signup') return this.#signUp(email, password);
    if (path === '/auth/v1/token' && refresh_token !== undefined) return this.#refresh(refresh_token);
    if (path === '/auth/v1/token') return this.#signIn(email, password);
    return refused(404, 'not_found', 'no such path');
  }

  async #signUp(email: string, password: string): Promise<Answer> {
    if (this.#accounts.has(email)) return refused(422, 'user_already_exists', 'User already registered');
    if (password === WEAK_PASSWORD) return refused(422, 'weak_password', 'Password is known to be weak');
    const id = randomUUID();
    this.#accounts.set(email, { id, password, confirmed: !this.confirmation });
    if (this.confirmation) return { status: 200, body: { id, email, aud: 'authenticated' } };
    return { status: 200, body: await this.#session(id, email) };
  }

  async #signIn(email: string, password: string): Promise<Answer> {
    const account = this.#accounts.get(email);
    if (account?.password !== password) return refused(400, 'invalid_credentials', 'Invalid login credentials');
    if (!account.confirmed) return refused(400, 'email_not_confirmed', 'Email not confirmed');
    return { status: 200, body: await this.#session(account.id, email) };
  }

  async #refresh(token: string): Promise<Answer> {
    const userId = this.#refreshTokens.get(token);
    if (!userId) return refused(400, 'refresh_token_not_found', 'Invalid Refresh Token');
    this.#refreshTokens.delete(token);
    return { status: 200, body: await this.#session(userId, '') };
  }

  /** Only what the project's secret has signed is known here. */
  async #user(bearer: string): Promise<Answer> {
    try {
      const { payload } = await jwtVerify(bearer, new TextEncoder().encode(this.keys.secret ?? ''));
      return { status: 200, body: { id: payload.sub, aud: 'authenticated', email: payload['email'] } };
    } catch {
      return refused(403, 'bad_jwt', 'invalid JWT: signature is invalid');
    }
  }

  async #session(userId: string, email: string): Promise<object> {
    const refresh_token = randomUUID();
    this.#refreshTokens.set(refresh_token, userId);
    const user = { id: userId, email, aud: 'authenticated', app_metadata: {}, user_metadata: {}, created_at: '' };
    return { access_token: await this.token(userId), token_type: 'bearer', expires_in: 3600, refresh_token, user };
  }
}

/** Starts it on a free port, with a signing key of its own. */
export const startScriptedSupabase = (): Promise<ScriptedSupabase> => ScriptedSupabase.start();

function refused(status: number, error_code: string, msg: string): Answer {
  return { status, body: { code: status, error_code, msg } };
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
}

function subjectOf(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub;
}

async function readJson(
  request: IncomingMessage,
): Promise<{ email?: string; password?: string; refresh_token?: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}
