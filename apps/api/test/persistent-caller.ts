import { randomUUID } from 'node:crypto';
import type { ApiAnswer, ApiClient } from '@tor/testing/api-client';

export interface PersistentAnswer extends ApiAnswer {
  /** Whether an earlier try was cut off: what was asked for may have been done by that one. */
  readonly retried: boolean;
}

/** Calls the API until it answers, as a till does whose shop has a bad connection. */
export class PersistentCaller {
  /** How many calls were cut off so far. */
  cutOff = 0;

  /** @param whenAlive settles when the API is there, after a try that was cut off */
  constructor(
    private readonly shop: ApiClient,
    private readonly whenAlive: () => Promise<void>,
  ) {}

  /** A write that is done once, however often it has to be sent. */
  post(path: string, body: unknown): Promise<PersistentAnswer> {
    return this.call('POST', path, body, { 'idempotency-key': randomUUID() });
  }

  put(path: string, body: unknown): Promise<PersistentAnswer> {
    return this.call('PUT', path, body);
  }

  get(path: string): Promise<PersistentAnswer> {
    return this.call('GET', path);
  }

  delete(path: string): Promise<PersistentAnswer> {
    return this.call('DELETE', path);
  }

  private async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<PersistentAnswer> {
    const init: RequestInit = { method, headers };
    if (body !== undefined) {
      Object.assign(init, { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } });
    }
    for (let retried = false; ; retried = true) {
      try {
        return { ...(await this.shop.send(path, init)), retried };
      } catch (error) {
        // Only a broken connection makes fetch throw; its class is of another realm than the test's.
        if ((error as Error).name !== 'TypeError') throw error;
        this.cutOff += 1;
        await this.whenAlive();
      }
    }
  }
}
