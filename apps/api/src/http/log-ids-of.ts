import type { Request } from 'express';
import type { LogIds } from '@tor/process/log-context';

const IDS = Symbol('log ids');

/** Kept on the request itself: what is kept beside it in a `WeakMap` makes garbage costly to collect. */
type WithIds = Request & { [IDS]?: LogIds };

/** What the lines of the log about a request belong to; what becomes known of it is added to this. */
export function logIdsOf(request: Request): LogIds {
  return ((request as WithIds)[IDS] ??= {});
}
