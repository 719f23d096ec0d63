import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Counter, Gauge, Histogram } from 'prom-client';
import { ProcessMetrics } from '@tor/process/process-metrics';

/** From a health check to an import of a large file, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const EVENT_STREAM = 'text/event-stream';

/**
 * Counts and times requests. Its labels are few whatever is asked: the pattern of a route and never a path, a class of statuses.
 */
@Injectable()
export class HttpMetrics {
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #durations: Histogram<'method' | 'route' | 'status'>;
  readonly #inFlight: Gauge;
  readonly #problems: Counter<'code'>;

  constructor({ registry }: ProcessMetrics) {
    const labelNames = ['method', 'route', 'status'] as const;
    const registers = [registry];
    this.#requests = new Counter({
      name: 'tor_http_requests_total',
      help: 'Requests that have ended, by the pattern of their route and the class of their status',
      labelNames,
      registers,
    });
    this.#durations = new Histogram({
      name: 'tor_http_request_duration_seconds',
      help: 'How long requests took until their answer was sent, without streams of events',
      labelNames,
      buckets: BUCKETS,
      registers,
    });
    this.#inFlight = new Gauge({ name: 'tor_http_requests_in_flight', help: 'Requests under way', registers });
    this.#problems = new Counter({
      name: 'tor_http_problems_total',
      help: 'Answers that were problem details, by their code',
      labelNames: ['code'],
      registers,
    });
  }

  /** Express middleware that comes before all others. */
  readonly measure = (request: Request, response: Response, next: NextFunction): void => {
    const stop = this.#durations.startTimer();
    this.#inFlight.inc();
    // Also when the caller has gone away before there was an answer.
    response.once('close', () => {
      const labels = { method: methodOf(request), route: routeOf(request), status: statusOf(response) };
      this.#inFlight.dec();
      this.#requests.inc(labels);
      // How long a stream of events lasts is up to whoever watches it.
      if (!String(response.getHeader('Content-Type') ?? '').startsWith(EVENT_STREAM)) stop(labels);
    });
    next();
  };

  /** Counts a refusal or a failure. @param code one of the closed set that problem details have */
  countProblem(code: string): void {
    this.#problems.inc({ code });
  }
}

function methodOf({ method }: Request): string {
  return METHODS.has(method) ? method : 'other';
}

/** The pattern of the route that took a request; `unmatched` where none did, or something refused it on the way there. */
function routeOf({ route }: Request): string {
  const pattern: unknown = route?.path;
  return typeof pattern === 'string' ? pattern : 'unmatched';
}

/** `2xx`; `aborted` where the caller went away before there was an answer. */
function statusOf({ headersSent, statusCode }: Response): string {
  return headersSent ? `${Math.floor(statusCode / 100)}xx` : 'aborted';
}
