import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldProblem } from './problem-details.js';

/** Input that breaks rules: names every field and its rule. */
export class ValidationProblem extends Error {
  constructor(readonly fields: readonly FieldProblem[]) {
    super('Validation failed');
    this.name = 'ValidationProblem';
  }
}

/** Checks bodies and queries against the rules of their DTO and drops what the DTO does not name. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new ValidationProblem(flatten(errors)),
  });
}

function flatten(errors: readonly ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = path + error.property;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...flatten(error.children ?? [], `${field}.`)];
  });
}
