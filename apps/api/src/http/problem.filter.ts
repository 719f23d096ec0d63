import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import { logWith } from '@tor/process/log-context';
import { entryOf, problemType, type ErrorCode } from './error-codes.js';
import { HTTP_ERRORS, type HttpErrorCode } from './http-errors.js';
import type { ProblemDetails } from './problem-details.js';
import { requestIdOf } from './request-id.js';
import { DrainingProblem } from './draining-problem.js';
import { logIdsOf } from './log-ids-of.js';
import { routeOf } from './route-of.js';
import { TooManyRequests } from './too-many-requests.js';
import { ValidationProblem } from './validation.js';

type Problem = Pick<ProblemDetails, 'title' | 'status' | 'detail' | 'code' | 'errors'>;

const CODE_OF_STATUS = new Map<number, HttpErrorCode>(
  (Object.keys(HTTP_ERRORS) as HttpErrorCode[]).map((code) => [HTTP_ERRORS[code].status, code]),
);

/** Turns everything that is thrown into problem details. What nobody foresaw is a 500 that tells nothing but its id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  /** @param onProblem told the code of each */
  constructor(private readonly onProblem: (code: string) => void) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error);
    this.onProblem(problem.code);
    const requestId = requestIdOf(request);
    // Balancers ask again and again, and nothing is wrong.
    if (problem.status >= 500 && problem.code !== 'draining') {
      const trace = error instanceof Error ? error.stack : String(error);
      const what = `${request.method} ${routeOf(request)} answered ${problem.status}`;
      logWith(logIdsOf(request), () => this.#logger.error(what, trace));
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    const { title, status, detail, code, errors } = problem;
    const body: ProblemDetails = {
      type: problemType(code),
      title,
      status,
      detail,
      instance: request.path,
      code,
      request_id: requestId,
      ...(errors ? { errors } : {}),
    };
    if (status === 401 && !response.hasHeader('WWW-Authenticate')) response.setHeader('WWW-Authenticate', 'Bearer');
    const wait = secondsToWait(error, status);
    if (wait !== null && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', String(wait));
    response.status(status).type('application/problem+json').send(JSON.stringify(body));
  }
}

/** When a refusal that time mends is worth another try, in seconds; null of others. */
function secondsToWait(error: unknown, status: number): number | null {
  if (error instanceof TooManyRequests) return error.retryAfterSeconds;
  if (error instanceof DomainError && error.retryAfterSeconds !== undefined) return error.retryAfterSeconds;
  if (status === 429) return 60;
  return status === 503 ? 5 : null;
}

/** What an error is to the caller. */
export function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) return problem(error.code, error.message);
  if (error instanceof ValidationProblem) {
    return { ...problem('validation_failed', error.detail), errors: [...error.fields] };
  }
  if (error instanceof DrainingProblem) return problem('draining', error.message);
  if (error instanceof HttpException) return httpProblem(error.getStatus(), error.message);
  const status = bodyParserStatus(error);
  if (status !== null) return httpProblem(status, bodyParserDetail(status));
  return problem('internal_error', HTTP_ERRORS.internal_error.example);
}

function problem(code: ErrorCode, detail: string): Problem {
  const { status, title } = entryOf(code);
  return { status, title, detail, code };
}

/** The problem of a status that Nest, Express or a package chose. One that nobody planned for is named after its status. */
function httpProblem(status: number, detail: string): Problem {
  const code = CODE_OF_STATUS.get(status);
  if (code) return problem(code, detail);
  const title = STATUS_CODES[status] ?? 'Error';
  return { status, title, detail, code: title.toLowerCase().replaceAll(/[^a-z]+/g, '_') };
}

/** The status of an error that Express's body parsers raised before any of our code ran; null for other errors. */
function bodyParserStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return null;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function bodyParserDetail(status: number): string {
  if (status === 413) return HTTP_ERRORS.payload_too_large.example;
  return status === 415 ? HTTP_ERRORS.unsupported_media_type.example : HTTP_ERRORS.bad_request.example;
}
