import { Controller, Get, HttpCode, HttpStatus, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { TenantId } from '@tor/kernel/tenant-id';
import { CurrentTenant } from '../../http/current-tenant.js';
import { ApiDetail, type DetailEnvelope } from '../../http/envelopes.js';
import { Refusals } from '../../http/refusals.js';
import { UuidParam } from '../../http/uuid-param.js';
import { Writes } from '../../idempotency/writes.decorator.js';
import { ForecastJobView } from './dto/forecast-job.view.js';
import { ForecastJobsService } from './forecast-jobs.service.js';
import { JobLocation } from './job-location.interceptor.js';
import { JobLimit } from './job-limit.js';
import { streamJob } from './job-stream.js';
import { OpenStreams } from './open-streams.js';

const LIMITS = { heartbeatMs: 5000, longestMs: 10 * 60_000 };

const EVENTS_EXAMPLE =
  'event: progress\ndata: {"id":"5d1f8f0e-3f0a-4b86-9a3e-6c1d0f5b7a42","status":"running","progress":0.4,' +
  '"created_at":"2026-01-05T03:00:00.000Z","finished_at":null,"goods_count":null,"error":null}\n\n';

@ApiTags('forecast')
@ApiBearerAuth()
@Controller('api/forecast/jobs')
export class ForecastJobsController {
  constructor(
    private readonly jobs: ForecastJobsService,
    private readonly limit: JobLimit,
    private readonly streams: OpenStreams,
  ) {}

  // Decorators take effect from the last to the first: the location is set around the answer of a key, the status after it.
  @Post()
  @HttpCode(HttpStatus.ACCEPTED)
  @Writes({ inSteps: true })
  @UseInterceptors(JobLocation)
  @ApiOperation({
    summary: 'Ask for a new forecast of all goods',
    description:
      'While a job of the shop waits or runs, it is that one. Once it is accepted it is made, also when the queue is out of reach or ' +
      'loses it: then later, as the same job.',
  })
  @ApiExtraModels(ForecastJobView)
  @ApiAcceptedResponse({
    description: 'The job, which goes on by itself',
    headers: {
      Location: { description: 'Where the job is found', schema: { type: 'string', format: 'uri-reference' } },
    },
    schema: { type: 'object', required: ['data'], properties: { data: { $ref: getSchemaPath(ForecastJobView) } } },
  })
  async request(@CurrentTenant() tenantId: TenantId): Promise<DetailEnvelope<ForecastJobView>> {
    await this.limit.take(tenantId);
    return { data: await this.jobs.request(tenantId) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far a forecast is' })
  @ApiDetail(ForecastJobView)
  @Refusals('forecast_job_not_found', 'queue_unavailable')
  async find(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
  ): Promise<DetailEnvelope<ForecastJobView>> {
    return { data: await this.jobs.find(tenantId, id) };
  }

  @Get(':id/events')
  @ApiOperation({
    summary: 'Watch a forecast being made',
    description:
      'Server-sent events: `progress` whenever something has changed, then `done` or `failed`, then the end. The data of each is the job. ' +
      'Comments in between keep the connection open. A stream ends after 10 minutes at the latest; 5 of a shop may be open at a time. ' +
      'The token comes in the header, so read it with fetch and not with EventSource.',
  })
  @ApiOkResponse({
    description: 'The events',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EVENTS_EXAMPLE } },
  })
  @Refusals('forecast_job_not_found', 'queue_unavailable')
  async events(
    @CurrentTenant() tenantId: TenantId,
    @UuidParam('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const read = (): Promise<ForecastJobView> => this.jobs.find(tenantId, id);
    await read();
    // Express asks this route for HEAD requests too, which have no body to wait for.
    if (request.method === 'HEAD') {
      response.type('text/event-stream').end();
      return;
    }
    const watch = (listener: () => void): Promise<() => void> => this.jobs.watch(id, listener);
    await this.streams.run(tenantId, (stop) => streamJob(response, { read, watch }, LIMITS, stop));
  }
}
