import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ProcessLogger } from '@tor/process/process-logger';
import { logIdsOf } from './log-ids-of.js';
import { routeOf } from './route-of.js';

/** Probes ask every few seconds, and are answered by one line when something is wrong. */
const PROBES = /^\/health\//;

/**
 * Writes a line for each request when it is over: method, route, status and milliseconds. Comes after the request has its id.
 */
export function accessLog(logger: ProcessLogger): RequestHandler {
  if (!logger.writesAccess) return (_request, _response, next) => next();
  return (request: Request, response: Response, next: NextFunction): void => {
    const began = performance.now();
    response.once('close', () => {
      const route = routeOf(request);
      if (PROBES.test(route) && response.statusCode < 400) return;
      const duration_ms = Math.round((performance.now() - began) * 10) / 10;
      // A caller who went away before the answer began was told nothing.
      const status = response.headersSent ? response.statusCode : 499;
      const { method } = request;
      const facts = { method, route, status, duration_ms };
      logger.access(`${method} ${route} ${status} ${duration_ms} ms`, facts, logIdsOf(request));
    });
    next();
  };
}
