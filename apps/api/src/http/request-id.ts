import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { withLogIds } from '@tor/process/log-context';

const HEADER = 'X-Request-Id';
/** Short, and of characters that mean nothing to a log, a terminal or a page. */
const ACCEPTABLE = /^[\w.:-]{1,128}$/;
const ids = new WeakMap<Request, string>();

/**
 * Gives every request an id, the caller's own where it sends a decent one, and echoes it. Whatever is logged on behalf of the
 * request carries it.
 */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const sent = request.get(HEADER);
  const id = sent && ACCEPTABLE.test(sent) ? sent : randomUUID();
  ids.set(request, id);
  response.setHeader(HEADER, id);
  withLogIds({ request_id: id }, next);
}

/** The id of a request. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? 'unknown';
}
