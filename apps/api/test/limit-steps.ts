import { expect } from '@jest/globals';
import { ApiClient, type ApiAnswer } from '@tor/testing/api-client';
import { expectProblem } from './shop-steps.js';

/** The same API by one address: a name may lead to two, and each is counted by itself. */
export function byAddress(url: string, accessToken: string | null = null): ApiClient {
  return new ApiClient(url.replace('localhost', '127.0.0.1'), accessToken);
}

/** Calls one after the other. @returns the status of each */
export async function statusesOf(count: number, call: (index: number) => Promise<ApiAnswer>): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < count; index++) statuses.push((await call(index)).status);
  return statuses;
}

/** So many times the same status. */
export const all = (count: number, status: number): number[] => Array.from({ length: count }, () => status);

/** The answer is a 429 that says when to come back, within the minute. */
export function expectTooMany(answer: ApiAnswer): void {
  expectProblem(answer, 429, 'too_many_requests');
  const wait = Number(answer.headers.get('retry-after'));
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(60);
}
