import type { OpenAPIObject } from '@nestjs/swagger';
import { getSchemaPath } from '@nestjs/swagger';
import type { HeadersObject, ResponseObject } from './openapi-types.js';
import { entryOf, type ErrorCode } from '../http/error-codes.js';
import { ProblemDetails } from '../http/problem-details.js';
import { UNLIMITED } from '../http/rate-limits.js';
import { ERROR_CODES } from '../http/refusals.js';
import { IDEMPOTENCY_KEY } from '../idempotency/idempotency-key.js';
import { bodyOf, operationsOf, parametersOf, type Operation } from './operations.js';
import { problemExample } from './problem-example.js';
import type { Schemas } from './schema-example.js';

/**
 * Adds to every operation the problems that it may answer with: those that its route declares (`@Refusals`), and those that
 * follow from what it is. `x-error-codes` then names them all.
 */
export function addProblemResponses(document: OpenAPIObject): void {
  const schemas = document.components?.schemas ?? {};
  for (const operation of operationsOf(document)) {
    const codes = errorCodesOf(operation);
    for (const status of new Set(codes.map((code) => entryOf(code).status))) {
      const ofStatus = codes.filter((code) => entryOf(code).status === status);
      operation.object.responses[String(status)] = problemResponse(operation, status, ofStatus, schemas);
    }
    operation.object[ERROR_CODES] = codes;
  }
}

/** Codes of routes that answer so what elsewhere is `validation_failed`. */
const FORM_REFUSALS: ReadonlySet<ErrorCode> = new Set(['invalid_month']);

/** All codes of an operation, by status, then by name. */
function errorCodesOf(operation: Operation): ErrorCode[] {
  const declared = (operation.object[ERROR_CODES] ?? []) as ErrorCode[];
  const codes = new Set([...declared, ...impliedCodes(operation, declared)]);
  return [...codes].sort((a, b) => entryOf(a).status - entryOf(b).status || a.localeCompare(b));
}

function impliedCodes(operation: Operation, declared: readonly ErrorCode[]): ErrorCode[] {
  const parameters = parametersOf(operation);
  const takesBody = Object.keys(bodyOf(operation)).length > 0;
  const codes: ErrorCode[] = ['internal_error'];
  // A token is verified by the provider, and its user looked up.
  if (operation.object.security) codes.push('invalid_token', 'auth_provider_unavailable', 'database_unavailable');
  if ((takesBody || parameters.length > 0) && !declared.some((code) => FORM_REFUSALS.has(code))) {
    codes.push('validation_failed');
  }
  if (takesBody) codes.push('bad_request', 'payload_too_large', 'unsupported_media_type');
  // A path that is not percent-encoded as paths are cannot be read.
  if (parameters.some((parameter) => parameter.in === 'path')) codes.push('bad_request');
  if (parameters.some(({ name }) => name === IDEMPOTENCY_KEY)) codes.push('idempotency_key_reused');
  if (!(UNLIMITED in operation.object)) codes.push('too_many_requests');
  return codes;
}

function problemResponse(
  operation: Operation,
  status: number,
  codes: readonly ErrorCode[],
  schemas: Schemas,
): ResponseObject {
  const headers = HEADERS[status];
  return {
    description: codes.map((code) => `\`${code}\`: ${entryOf(code).title}`).join('. '),
    ...(headers && { headers }),
    content: {
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemDetails) },
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            { summary: entryOf(code).title, value: problemExample(operation, code, schemas) },
          ]),
        ),
      },
    },
  };
}

const RETRY_AFTER: HeadersObject = {
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } },
};

const HEADERS: Readonly<Record<number, HeadersObject>> = {
  401: { 'WWW-Authenticate': { description: 'Always `Bearer`', schema: { type: 'string', enum: ['Bearer'] } } },
  429: RETRY_AFTER,
  503: RETRY_AFTER,
};
