import { HttpException, HttpStatus, Injectable } from '@nestjs/common';
import type { TenantId } from '@tor/kernel/tenant-id';
import { Stopping } from '../../stopping/stopping.js';

/** Of one shop at a time, in one API process: some devices of the owner, and no more. */
const MOST_OF_A_SHOP = 5;

/** Counts the streams that are open, and ends them when the API stops. */
@Injectable()
export class OpenStreams {
  readonly #open = new Map<TenantId, number>();

  constructor(private readonly stopping: Stopping) {}

  /**
   * Runs a stream of a shop.
   * @throws HttpException 429 when the shop has too many open
   */
  async run(tenantId: TenantId, stream: (stop: AbortSignal) => Promise<void>): Promise<void> {
    const open = this.#open.get(tenantId) ?? 0;
    if (open >= MOST_OF_A_SHOP) {
      throw new HttpException('Too many streams are open, close one first', HttpStatus.TOO_MANY_REQUESTS);
    }
    this.#open.set(tenantId, open + 1);
    try {
      await stream(this.stopping.begun);
    } finally {
      const left = (this.#open.get(tenantId) ?? 1) - 1;
      if (left > 0) this.#open.set(tenantId, left);
      else this.#open.delete(tenantId);
    }
  }
}
