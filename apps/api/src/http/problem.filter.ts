import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '@tor/kernel/domain-error';
import { ERROR_CATALOGUE } from './error-catalogue.js';
import type { ProblemDetails } from './problem-details.js';
import { requestIdOf } from './request-id.js';
import { ValidationProblem } from './validation.js';

type Problem = Pick<ProblemDetails, 'title' | 'status' | 'detail' | 'code' | 'errors'>;

/** Turns everything that is thrown into problem details. What nobody foresaw is a 500 that tells nothing but its id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error);
    const requestId = requestIdOf(request);
    if (problem.status >= 500) {
      const trace = error instanceof Error ? error.stack : String(error);
      this.#logger.error(`${request.method} ${request.path} answered ${problem.status}, request ${requestId}`, trace);
    }
    if (response.headersSent) {
      response.end();
      return;
    }
    const { title, status, detail, code, errors } = problem;
    const body: ProblemDetails = {
      type: `urn:tor-monitor:problem:${code}`,
      title,
      status,
      detail,
      instance: request.path,
      code,
      request_id: requestId,
      ...(errors ? { errors } : {}),
    };
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (status === 429 && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '60');
    if (status === 503) response.setHeader('Retry-After', '5');
    response.status(status).type('application/problem+json').send(JSON.stringify(body));
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    const { status, title } = ERROR_CATALOGUE[error.code];
    return { status, title, detail: error.message, code: error.code };
  }
  if (error instanceof ValidationProblem) {
    return {
      status: 422,
      title: 'Not valid',
      detail: error.fields.map((field) => field.message).join('; '),
      code: 'validation_failed',
      errors: [...error.fields],
    };
  }
  if (error instanceof HttpException) return httpProblem(error.getStatus(), error.message);
  const status = bodyParserStatus(error);
  if (status !== null) return httpProblem(status, bodyParserDetail(status));
  return {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'The request could not be carried out. Quote the request id when you report this.',
    code: 'internal_error',
  };
}

function httpProblem(status: number, detail: string): Problem {
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
  return status === 413 ? 'The body is too large' : 'The body could not be read as what its Content-Type says';
}
