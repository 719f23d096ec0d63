import { ValidationPipe, type Type, type ValidationPipeOptions } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import type { FieldProblem } from './problem-details.js';

/** Input that breaks rules: names every field and its rule. */
export class ValidationProblem extends Error {
  /** @param detail what to say of all of them; left out: what each says */
  constructor(
    readonly fields: readonly FieldProblem[],
    readonly detail = fields.map((field) => field.message).join('; '),
  ) {
    super('Validation failed');
    this.name = 'ValidationProblem';
  }
}

const RULES: ValidationPipeOptions = { transform: true, whitelist: true, stopAtFirstError: true };

/** Checks bodies and queries against the rules of their DTO and drops what the DTO does not name. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    ...RULES,
    exceptionFactory: (errors) => new ValidationProblem(flatten(errors)),
  });
}

/** The same check for a part of a body. @throws ValidationProblem */
export async function validated<Dto extends object>(type: Type<Dto>, sent: object): Promise<Dto> {
  const dto = plainToInstance(type, sent);
  const errors = await validate(dto, { ...RULES, forbidUnknownValues: false });
  if (errors.length > 0) throw new ValidationProblem(flatten(errors));
  return dto;
}

function flatten(errors: readonly ValidationError[], path = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = path + error.property;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...flatten(error.children ?? [], `${field}.`)];
  });
}
