import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { DatabaseHealth } from '@tor/persistence/database-health';
import { outOfReach } from '@tor/process/out-of-reach';
import { DrainingProblem } from '../http/draining-problem.js';
import { Public } from '../http/public.decorator.js';
import { NoRateLimit } from '../http/rate-limits.js';
import { Refusals } from '../http/refusals.js';
import { Stopping } from '../stopping/stopping.js';

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
    const missing = await outOfReach({ database: this.database.check(), queue: this.queue.checkNow() });
    if (missing.length > 0) throw new ServiceUnavailableException(`Out of reach: ${missing.join(', ')}`);
    return { status: 'ok' };
  }
}
