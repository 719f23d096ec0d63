import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { withLogIdsUntil } from '@tor/process/log-context';
import { logIdsOf } from './log-ids-of.js';

const HEADER = 'X-Request-Id';
/** Short, and of characters that mean nothing to a log, a terminal or a page. */
const ACCEPTABLE = /^[\w.:-]{1,128}$/;
const READS = new Set(['GET', 'HEAD']);

/**
 * Gives every request an id, the caller's own where it sends a decent one, and echoes it. Whatever is logged on behalf of the
 * request carries it. Reads are many, and are followed into their work only where that may log ({@link FollowedInLog}).
 */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const sent = request.get(HEADER);
  const id = sent && ACCEPTABLE.test(sent) ? sent : randomUUID();
  const ids = logIdsOf(request);
  ids.request_id = id;
  response.setHeader(HEADER, id);
  if (READS.has(request.method)) return next();
  withLogIdsUntil(ids, (over) => response.once('close', over), next);
}

/** The id of a request. */
export function requestIdOf(request: Request): string {
  return logIdsOf(request).request_id ?? 'unknown';
}
