import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { DatabaseHealth } from '@tor/persistence/database-health';
import { DrainingProblem } from '../http/draining-problem.js';
import { Public } from '../http/public.decorator.js';
import { NoRateLimit } from '../http/rate-limits.js';
import { Refusals } from '../http/refusals.js';
import { Stopping } from '../stopping/stopping.js';

const PATIENCE_MS = 2000;

class HealthView {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status!: 'ok';
}

@ApiTags('health')
@Public()
@NoRateLimit()
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: DatabaseHealth,
    private readonly queue: ForecastQueue,
    private readonly stopping: Stopping,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs' })
  @ApiOkResponse({ type: HealthView })
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Work can be done' })
  @ApiOkResponse({ type: HealthView })
  @Refusals('draining', 'service_unavailable')
  async ready(): Promise<HealthView> {
    if (this.stopping.begun.aborted) throw new DrainingProblem();
    const parts = { database: this.database.check(), queue: this.#queueAnswers() };
    // All at once: a check that fails while another is waited for must have somebody who looks at it.
    const checked = Object.entries(parts).map(async ([name, check]) => ((await answers(check)) ? [] : [name]));
    const missing = (await Promise.all(checked)).flat();
    if (missing.length > 0) throw new ServiceUnavailableException(`Out of reach: ${missing.join(', ')}`);
    return { status: 'ok' };
  }

  /** One that is known to be away would only be waited for. */
  async #queueAnswers(): Promise<void> {
    if (!this.queue.isUp) throw new Error('The queue is not connected');
    await this.queue.check();
  }
}

function answers(check: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve(false), PATIENCE_MS);
    check
      .then(
        () => resolve(true),
        () => resolve(false),
      )
      .finally(() => clearTimeout(patience));
  });
}
