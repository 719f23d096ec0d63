import { ApiExtension } from '@nestjs/swagger';
import type { ErrorCode } from './error-codes.js';

/** Where the OpenAPI document keeps the error codes of an operation. */
export const ERROR_CODES = 'x-error-codes';

/**
 * Documents the refusals that a route may answer with, besides those that follow from what it is (a token, a body,
 * parameters, a rate limit, a database): those are added by `docs/problem-responses.ts`. Once for a route: a second one is
 * without effect.
 */
export const Refusals = (...codes: readonly ErrorCode[]): MethodDecorator & ClassDecorator =>
  ApiExtension(ERROR_CODES, [...codes]) as MethodDecorator & ClassDecorator;
