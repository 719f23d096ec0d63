import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Request-Id';
const ACCEPTABLE = /^[\w.:-]{1,128}$/;
const ids = new WeakMap<Request, string>();

/** Gives every request an id, the caller's own where it sends a decent one, and echoes it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const sent = request.get(HEADER);
  const id = sent && ACCEPTABLE.test(sent) ? sent : randomUUID();
  ids.set(request, id);
  response.setHeader(HEADER, id);
  next();
}

/** The id of a request. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? 'unknown';
}
