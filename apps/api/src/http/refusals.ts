import { ApiExtension } from '@nestjs/swagger';
import type { DomainErrorCode } from '@tor/kernel/domain-error';

/** Where the OpenAPI document keeps the error codes of an operation. */
export const ERROR_CODES = 'x-error-codes';

/**
 * Documents the domain's refusals that a route may answer with, besides those that follow from what it is (a token, a body,
 * parameters, a rate limit, a database): those are added by `docs/problem-responses.ts`.
 */
export const Refusals = (...codes: readonly DomainErrorCode[]): MethodDecorator & ClassDecorator =>
  ApiExtension(ERROR_CODES, [...codes]) as MethodDecorator & ClassDecorator;
