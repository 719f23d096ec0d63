import { Inject, Injectable, Logger } from '@nestjs/common';
import type { WorkerConfig } from '@tor/config/config';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { WORKER_CONFIG } from '../worker-config.js';
import { latestNight } from './latest-night.js';

/** A night that began longer ago is over: the next one makes up for it. */
const CATCH_UP_MS = 12 * 3_600_000;

/** When all active shops are forecast anew, as the queue knows it. */
@Injectable()
export class NightlySchedule {
  readonly #logger = new Logger(NightlySchedule.name);

  constructor(
    private readonly queue: ForecastQueue,
    @Inject(WORKER_CONFIG) private readonly config: WorkerConfig,
  ) {}

  /** Sets what the configuration says, at the start of a worker. */
  async set(): Promise<void> {
    const isThere = await this.queue.hasNightlyRefresh();
    await this.#schedule();
    if (!isThere) await this.#catchUp();
  }

  /** Sets it again where the queue has lost it. @returns whether it had: then other jobs may be gone as well */
  async setAgainIfLost(): Promise<boolean> {
    if (await this.queue.hasNightlyRefresh()) return false;
    this.#logger.warn('The queue has lost the nightly refresh; it is set again');
    await this.#schedule();
    await this.#catchUp();
    return true;
  }

  async #schedule(): Promise<void> {
    const { cron, timezone } = this.config.nightlyRefresh;
    await this.queue.scheduleNightlyRefresh(cron, timezone);
  }

  /** The queue may have lost a night that was under way, or was not there when one was to begin. Shops with a new forecast are left out. */
  async #catchUp(): Promise<void> {
    const { cron, timezone } = this.config.nightlyRefresh;
    const now = new Date();
    const night = latestNight(cron, timezone, now);
    if (night && now.getTime() - night.getTime() < CATCH_UP_MS) await this.queue.requestMissedRefresh(night);
  }
}
