/** What came back for a request. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as `JSON.parse` gives it, null where it is no JSON: tests look into every shape of answer, wrong ones too. */
  readonly body: ReturnType<typeof JSON.parse>;
}

const PASSWORD = 'a good password';

/** Speaks to a running API over its real port. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly accessToken: string | null = null,
  ) {}

  /** Opens an account and signs it in. */
  static async signUp(url: string, email: string): Promise<ApiClient> {
    const anonymous = new ApiClient(url);
    await anonymous.post('/sign_up', { email, password: PASSWORD }).then(expectOk);
    const signedIn = await anonymous.post('/sign_in', { email, password: PASSWORD }).then(expectOk);
    return new ApiClient(url, signedIn.body.data.access_token);
  }

  /** The user behind the token. */
  get userId(): string {
    const claims = this.accessToken?.split('.')[1] ?? '';
    return JSON.parse(Buffer.from(claims, 'base64url').toString()).sub;
  }

  get(path: string): Promise<ApiAnswer> {
    return this.request('GET', path);
  }

  post(path: string, body: unknown): Promise<ApiAnswer> {
    return this.request('POST', path, body);
  }

  put(path: string, body: unknown): Promise<ApiAnswer> {
    return this.request('PUT', path, body);
  }

  delete(path: string): Promise<ApiAnswer> {
    return this.request('DELETE', path);
  }

  async request(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const init: RequestInit = { method };
    if (body !== undefined)
      Object.assign(init, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    return this.send(path, init);
  }

  /** Sends a request as it is given, with the token. */
  async send(path: string, init: RequestInit): Promise<ApiAnswer> {
    const headers = new Headers(init.headers);
    if (this.accessToken) headers.set('authorization', `Bearer ${this.accessToken}`);
    const response = await fetch(this.url + path, { ...init, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  }
}

/** @throws Error with the whole answer when it is not a 200 */
export function expectOk(answer: ApiAnswer): ApiAnswer {
  if (answer.status !== 200) throw new Error(`Answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
