import type { NestExpressApplication } from '@nestjs/platform-express';
import { json, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Config } from '@tor/config/config';
import type { ProcessLogger } from '@tor/process/process-logger';
import { serveDocs } from './docs/docs-pages.js';
import { accessLog } from './http/access-log.js';
import { refuseDeepBody } from './http/deep-body.js';
import { ProblemFilter } from './http/problem.filter.js';
import { requestId } from './http/request-id.js';
import { requestSpan } from './http/request-span.js';
import { REPLAYED } from './idempotency/once.interceptor.js';
import { validationPipe } from './http/validation.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { serveQueueBoard } from './queue-board/queue-board.js';

const BODY_LIMIT = '100kb';

/** Tokens and books of shops: no cache on the way may keep them. */
const PRIVATE_PATHS = ['/api', '/sign_up', '/sign_in', '/sign_out', '/refresh', '/token'];

/** How long a browser keeps what it may send. */
const PREFLIGHT_SECONDS = 600;

/** 500 sales, each with a long key. */
const BATCH_BODY_LIMIT = '300kb';
const BATCH_PATH = '/api/sales/batch';

/** Everything between the socket and the controllers. */
export function configureApp(app: NestExpressApplication, { http, operator }: Config, logger: ProcessLogger): void {
  // Nobody's word by default: who may write X-Forwarded-For would be counted as whom he likes.
  app.set('trust proxy', http.trustProxy);
  // Books may not be kept, and so no answer needs a mark by which a kept one would be known again.
  app.set('etag', false);
  const metrics = app.get(HttpMetrics);
  app.use(metrics.measure);
  app.use(requestId);
  app.use(requestSpan);
  app.use(accessLog(logger));
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
    origin: http.devMode ? true : [...http.corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    // Tokens travel in a header that a page has to set itself: no cookie, and so no credentials, of a browser's own.
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id', 'traceparent', 'tracestate'],
    credentials: false,
    maxAge: PREFLIGHT_SECONDS,
    exposedHeaders: ['X-Request-Id', 'Retry-After', REPLAYED],
  });
  serveQueueBoard(app, operator.token);
  app.use(BATCH_PATH, json({ limit: BATCH_BODY_LIMIT }));
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useBodyParser('urlencoded', { limit: BODY_LIMIT, extended: false });
  app.use(refuseDeepBody);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter((code) => metrics.countProblem(code)));
  serveDocs(app, http.devMode);
}
