import type { Request } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import { callerAddress } from '../http/caller-address.js';
import type { LimitCounts } from '../limits/limit-counts.js';

/**
 * Counts the requests of an address whose token is not good. They alone are counted, and they alone are refused: whoever has a
 * good token at the same address is not held up by others' bad ones. Until the limit is reached the answer stays 401, on which
 * clients sign in again.
 */
export class BadTokens {
  constructor(
    private readonly counts: LimitCounts,
    private readonly perMinute: number,
  ) {}

  /**
   * Takes note of a token that was not verified.
   * @param failure of the verification; what is not the caller's doing is not counted
   * @throws TooManyRequests when the address has sent too many
   */
  async count(request: Request, failure: unknown): Promise<void> {
    if (!(failure instanceof DomainError) || failure.code !== 'invalid_token') return;
    await this.counts.take('bad-token', callerAddress(request), this.perMinute);
  }
}
