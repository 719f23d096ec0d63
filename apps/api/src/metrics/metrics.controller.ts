import { Controller, Get, Header, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ProcessMetrics } from '@tor/process/process-metrics';
import { OperatorOnly } from '../http/operator.guard.js';

@OperatorOnly()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: ProcessMetrics) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async read(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { contentType, text } = await this.metrics.page();
    response.setHeader('Content-Type', contentType);
    return text;
  }
}
