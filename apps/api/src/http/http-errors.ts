import { HttpStatus } from '@nestjs/common';
import type { CatalogueEntry } from './error-catalogue.js';

/** Refusals that are not the domain's: of the protocol, of the form of a request, of the server itself. */
export type HttpErrorCode =
  | 'bad_request'
  | 'not_found'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'validation_failed'
  | 'too_many_requests'
  | 'internal_error'
  | 'draining'
  | 'service_unavailable';

/** What the problem filter answers with and the OpenAPI document tells, for each. */
export const HTTP_ERRORS: Record<HttpErrorCode, CatalogueEntry> = {
  bad_request: {
    status: HttpStatus.BAD_REQUEST,
    title: 'Bad Request',
    example: 'The body could not be read as what its Content-Type says',
  },
  not_found: {
    status: HttpStatus.NOT_FOUND,
    title: 'Not Found',
    example: 'Cannot GET /api/nothing',
  },
  payload_too_large: {
    status: HttpStatus.PAYLOAD_TOO_LARGE,
    title: 'Payload Too Large',
    example: 'The body is too large',
  },
  unsupported_media_type: {
    status: HttpStatus.UNSUPPORTED_MEDIA_TYPE,
    title: 'Unsupported Media Type',
    example: 'The body is in an encoding or a character set that is not known here',
  },
  validation_failed: {
    status: HttpStatus.UNPROCESSABLE_ENTITY,
    title: 'Not valid',
    example: 'price must not be less than 0',
  },
  too_many_requests: {
    status: HttpStatus.TOO_MANY_REQUESTS,
    title: 'Too Many Requests',
    example: 'Too many requests, wait a moment',
  },
  internal_error: {
    status: HttpStatus.INTERNAL_SERVER_ERROR,
    title: 'Something went wrong on our side',
    example: 'The request could not be carried out. Quote the request id when you report this.',
  },
  // Before the next one, which is what any other 503 is called.
  draining: {
    status: HttpStatus.SERVICE_UNAVAILABLE,
    title: 'This process is stopping',
    example: 'This process is stopping, ask another one',
  },
  service_unavailable: {
    status: HttpStatus.SERVICE_UNAVAILABLE,
    title: 'Service Unavailable',
    example: 'Out of reach: database',
  },
};
