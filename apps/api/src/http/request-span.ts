import type { NextFunction, Request, Response } from 'express';
import { beginSpan } from '@tor/kernel/tracing';
import { tenantOf } from './current-tenant.js';
import { logIdsOf } from './log-ids-of.js';
import { routeOf } from './route-of.js';

/** Makes each request a span, within the trace that it says it belongs to. Does nothing where nobody collects traces. */
export function requestSpan(request: Request, response: Response, next: NextFunction): void {
  const { method } = request;
  const span = beginSpan(method, { from: request.headers, facts: { 'http.request.method': method } });
  if (!span) return next();
  logIdsOf(request).trace_id = span.traceId;
  response.once('close', () => {
    const route = routeOf(request);
    const tenantId = tenantOf(request);
    span.rename(`${method} ${route}`);
    span.set({
      'http.route': route,
      'http.response.status_code': response.statusCode,
      ...(tenantId && { 'tor.tenant_id': tenantId }),
    });
    span.end(response.statusCode >= 500 ? response.statusCode : undefined);
  });
  span.within(next);
}
