import { decodeJwt } from 'jose';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';

/** What came back for a request. */
export interface Answer {
  /** 0 when there was no answer: the connection was refused or broke. */
  readonly status: number;
  readonly headers: Headers;
  /** As `JSON.parse` gives it, null where it is no JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
  /** From the request to the end of the answer. */
  readonly ms: number;
}

export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Which API process to ask; left out: the first one. */
  readonly url?: string;
}

const PASSWORD = 'not a secret';

/** Sends a request and returns what came back, be it nothing. @throws when the signal is aborted */
export async function send(
  { method = 'GET', path, body, headers = {}, url = '' }: Call,
  signal: AbortSignal,
): Promise<Answer> {
  const started = performance.now();
  const answered = (status: number, of: Headers, text: string): Answer => ({
    ...{ status, headers: of },
    ...{ body: parsed(text), ms: performance.now() - started },
  });
  try {
    const response = await fetch(url + path, {
      ...{ method, signal },
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answered(response.status, response.headers, await response.text());
  } catch (error) {
    signal.throwIfAborted();
    return answered(0, new Headers(), JSON.stringify({ detail: String(error) }));
  }
}

/** A shop's owner who is signed in. */
export class Shop {
  #accessToken: string;

  private constructor(
    readonly email: string,
    readonly tenantId: TenantId,
    accessToken: string,
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {
    this.#accessToken = accessToken;
  }

  /** @throws Error when the API refuses */
  static async signUp(email: string, url: string, signal: AbortSignal): Promise<Shop> {
    await account('/sign_up', email, url, signal);
    const token = await signIn(email, url, signal);
    return new Shop(email, parseTenantId(decodeJwt(token).sub ?? ''), token, url, signal);
  }

  /** Of the latest sign-in. */
  get accessToken(): string {
    return this.#accessToken;
  }

  /** Anew: what lasts longer than a token may ask on. @throws Error when the API refuses */
  async signIn(): Promise<void> {
    this.#accessToken = await signIn(this.email, this.url, this.signal);
  }

  /** As the owner; whatever the answer is, it is returned. */
  call(call: Call): Promise<Answer> {
    const headers = { Authorization: `Bearer ${this.accessToken}`, ...call.headers };
    return send({ url: this.url, ...call, headers }, this.signal);
  }

  get(path: string): Promise<Answer> {
    return this.call({ path });
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.call({ method: 'POST', path, body });
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.call({ method: 'PUT', path, body });
  }

  /** Whether the API finds that the shop's books balance. @throws Error when it does not say */
  async booksBalance(): Promise<boolean> {
    return expectOk(await this.get('/api/integrity')).body.data.balanced === true;
  }
}

function account(path: string, email: string, url: string, signal: AbortSignal): Promise<Answer> {
  return send({ method: 'POST', path, body: { email, password: PASSWORD }, url }, signal).then(expectOk);
}

async function signIn(email: string, url: string, signal: AbortSignal): Promise<string> {
  return String((await account('/sign_in', email, url, signal)).body.data.access_token);
}

/** @throws Error with the whole answer, unless it is a 2xx */
export function expectOk(answer: Answer): Answer {
  const { status, body } = answer;
  if (status < 200 || status > 299) throw new Error(`The API answered ${status}: ${JSON.stringify(body)}`);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
