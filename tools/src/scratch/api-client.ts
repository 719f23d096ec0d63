import { decodeJwt } from 'jose';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { StackFailure } from '@tor/supervisor/stack-failure';

/** The shop owner's account. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** The API over HTTP, as a client on another machine would use it. */
export class ApiClient {
  #token = '';

  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Opens the account and signs in. @returns the tenant that its token names */
  async signUp(account: Account): Promise<TenantId> {
    await this.#call('/sign_up', account);
    const { data } = await this.#call<{ data: { access_token: string } }>('/sign_in', account);
    this.#token = data.access_token;
    return parseTenantId(decodeJwt(this.#token).sub ?? '');
  }

  /** The same owner, signed in with the same token, at another address. */
  at(url: string): ApiClient {
    const other = new ApiClient(url, this.signal);
    other.#token = this.#token;
    return other;
  }

  /** Reads a path as the signed-in owner. @throws StackFailure when the API refuses */
  get<T>(path: string): Promise<T> {
    return this.#call<T>(path);
  }

  /** Posts a body as the signed-in owner. @throws StackFailure when the API refuses */
  post<T>(path: string, body: object): Promise<T> {
    return this.#call<T>(path, body);
  }

  async #call<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.#token !== '' && { Authorization: `Bearer ${this.#token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: this.signal,
    });
    const text = await response.text();
    if (!response.ok) throw new StackFailure(`The API answered ${response.status} to ${path}: ${text}`);
    const answer: T = JSON.parse(text);
    return answer;
  }
}
