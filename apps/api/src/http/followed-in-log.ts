import {
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { withLogIds } from '@tor/process/log-context';
import { logIdsOf } from './log-ids-of.js';

@Injectable()
class FollowIntoWork implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const ids = logIdsOf(context.switchToHttp().getRequest<Request>());
    return from(withLogIds(ids, () => lastValueFrom(next.handle())));
  }
}

/** Marks reads whose work may write to the log by itself: its lines belong to the request then, as those of all writes do. */
export const FollowedInLog = (): ClassDecorator & MethodDecorator => UseInterceptors(FollowIntoWork);
