import type { Request } from 'express';

/** Where no route is: what was asked for may hold anything. */
const NO_ROUTE = '(no route)';

/**
 * The route that a request went to, such as `/api/goods/:id`: what logs and traces say instead of its path, of which callers
 * write what they like, and never its query.
 */
export function routeOf(request: Request): string {
  const path: unknown = (request.route as { path?: unknown } | undefined)?.path;
  // Where a part of the paths is served by a package, what is before its own routes.
  const { baseUrl } = request;
  return typeof path === 'string' ? baseUrl + path : baseUrl || NO_ROUTE;
}
