import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { tap, type Observable } from 'rxjs';
import type { DetailEnvelope } from '../../http/envelopes.js';
import type { ForecastJobView } from './dto/forecast-job.view.js';

/** Says where the job of an answer is found, also when the answer is one that was given before. */
@Injectable()
export class JobLocation implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<DetailEnvelope<ForecastJobView>>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(tap(({ data }) => response.setHeader('Location', `/api/forecast/jobs/${data.id}`)));
  }
}
