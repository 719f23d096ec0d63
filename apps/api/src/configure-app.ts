import type { NestExpressApplication } from '@nestjs/platform-express';
import { json, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { HttpConfig } from '@tor/config/config';
import { serveDocs } from './docs/docs-pages.js';
import { refuseDeepBody } from './http/deep-body.js';
import { ProblemFilter } from './http/problem.filter.js';
import { requestId } from './http/request-id.js';
import { REPLAYED } from './idempotency/once.interceptor.js';
import { validationPipe } from './http/validation.js';

const BODY_LIMIT = '100kb';

/** Tokens and books of shops: no cache on the way may keep them. */
const PRIVATE_PATHS = ['/api', '/sign_up', '/sign_in', '/sign_out', '/refresh', '/token'];

/** How long a browser keeps what it may send. */
const PREFLIGHT_SECONDS = 600;

/** 500 sales, each with a long key. */
const BATCH_BODY_LIMIT = '300kb';
const BATCH_PATH = '/api/sales/batch';

/** Everything between the socket and the controllers. */
export function configureApp(app: NestExpressApplication, config: HttpConfig): void {
  app.use(requestId);
  app.use(PRIVATE_PATHS, (_: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        // The documentation pages style themselves in place, and ReDoc searches in a worker made from a blob.
        directives: {
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          workerSrc: ["'self'", 'blob:'],
          upgradeInsecureRequests: null,
        },
      },
    }),
  );
  app.enableCors({
    origin: config.devMode ? true : [...config.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    // Tokens travel in a header that a page has to set itself: no cookie, and so no credentials, of a browser's own.
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id', 'traceparent', 'tracestate'],
    credentials: false,
    maxAge: PREFLIGHT_SECONDS,
    exposedHeaders: ['X-Request-Id', 'Retry-After', REPLAYED],
  });
  app.use(BATCH_PATH, json({ limit: BATCH_BODY_LIMIT }));
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useBodyParser('urlencoded', { limit: BODY_LIMIT, extended: false });
  app.use(refuseDeepBody);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  serveDocs(app, config.devMode);
}
