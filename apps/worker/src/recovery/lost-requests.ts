import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import type { TenantId } from '@tor/kernel/tenant-id';
import { ForecastRequests, type NotedForecast, type ReadNoted } from '@tor/persistence/forecast-requests';
import { NightlySchedule } from './nightly-schedule.js';

const LOOK_EVERY_MS = 30_000;
const LAST_LOOK_MS = 2000;
const PAGE = 200;
/** So many pages at a time while nothing says that the queue has lost anything; the next look goes on from there. */
const PAGES_OF_A_LOOK = 10;
/** What was noted just now is on its way to the queue. */
const ON_ITS_WAY_MS = 10_000;

/**
 * Puts forecasts that were asked for back on the queue where it has lost them: at the start, each time that the queue is
 * connected, and every 30 s. Everything is looked through when the queue is new or may have lost its data, else a part at a time
 * of what is due. One worker at a time.
 */
@Injectable()
export class LostRequests implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(LostRequests.name);
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  /** Whether the next look is to go through everything. */
  #everything = true;
  #stopped = false;
  #after: TenantId | null = null;

  constructor(
    private readonly requests: ForecastRequests,
    private readonly queue: ForecastQueue,
    private readonly schedule: NightlySchedule,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.schedule.set();
    this.queue.onUp(() => {
      this.#everything = true;
      this.#look();
    });
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#look();
  }

  /** Before queue and database are let go of. A look that waits for a queue that is away is not waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await Promise.race([this.#looking, pause(LAST_LOOK_MS, undefined, { ref: false })]);
  }

  /** Looks now, or once more after the look that is under way. */
  #look(): void {
    this.#again = true;
    this.#looking ??= this.#lookOn().finally(() => (this.#looking = undefined));
  }

  async #lookOn(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await this.#lookOnce();
    }
  }

  async #lookOnce(): Promise<void> {
    if (!this.queue.isUp) return;
    const everything = this.#everything;
    this.#everything = false;
    try {
      let lost = false;
      const alone = await this.requests.alone(async (read) => {
        lost = await this.schedule.setAgainIfLost();
        await (everything || lost ? this.#lookThrough(read) : this.#lookAtSome(read));
      });
      // Whoever is at it may have begun before the queue lost its data.
      if (!alone && everything) this.#everything = true;
    } catch (error) {
      this.#everything ||= everything;
      this.#logger.warn(`Lost requests were not looked for: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #lookThrough(read: ReadNoted): Promise<void> {
    for (let after: TenantId | null = null; !this.#stopped;) {
      const page = await read({ after, limit: PAGE });
      await this.#putBack(page);
      after = page.at(-1)?.tenantId ?? null;
      if (page.length < PAGE) return;
    }
  }

  async #lookAtSome(read: ReadNoted): Promise<void> {
    const dueBy = new Date(Date.now() - ON_ITS_WAY_MS);
    for (let pages = 0; pages < PAGES_OF_A_LOOK && !this.#stopped; pages++) {
      const page = await read({ after: this.#after, dueBy, limit: PAGE });
      await this.#putBack(page);
      this.#after = page.length < PAGE ? null : (page.at(-1)?.tenantId ?? null);
      if (this.#after === null) return;
    }
  }

  async #putBack(page: readonly NotedForecast[]): Promise<void> {
    const deliveries = await Promise.all(
      page.map(async (request) => {
        // Asked for while the queue was away, it may have got the id of a job that had failed and was still noted.
        const { kind } = await this.queue.deliver(request, { again: true });
        if (kind === 'over') await this.requests.strike(request.tenantId, request.jobId);
        return kind;
      }),
    );
    const added = deliveries.filter((kind) => kind === 'added').length;
    if (added > 0)
      this.#logger.warn(`${added} forecasts that were asked for were not on the queue; they were put there`);
  }
}
