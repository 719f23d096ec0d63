import { ValidationPipe, type ArgumentMetadata, type Type, type ValidationPipeOptions } from '@nestjs/common';
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
  return new RememberingPipe({
    ...RULES,
    exceptionFactory: (errors) => new ValidationProblem(flatten(errors)),
  });
}

/** So many good queries of each DTO are remembered. */
const MOST_QUERIES = 200;
/** Longer ones are looked for, and seldom the same. */
const LONGEST_QUERY = 200;

/**
 * Knows what good queries became: the same text becomes the same again, and the lists that a shop looks at all day are asked for with
 * few different ones. Bodies are checked each time.
 */
class RememberingPipe extends ValidationPipe {
  readonly #known = new WeakMap<object, Map<string, object>>();

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    // What a decorator of our own gives is ours already.
    if (type === 'custom') return value as Promise<unknown>;
    if (type !== 'query' || !metatype || typeof value !== 'object' || value === null)
      return super.transform(value, metadata);
    const text = JSON.stringify(value);
    const known = this.#known.get(metatype)?.get(text);
    if (known) return copyOf(known) as Promise<unknown>;
    return this.#check(value, metadata, metatype, text);
  }

  async #check(value: object, metadata: ArgumentMetadata, metatype: object, text: string): Promise<unknown> {
    const checked: unknown = await super.transform(value, metadata);
    if (text.length > LONGEST_QUERY || typeof checked !== 'object' || checked === null) return checked;
    let queries = this.#known.get(metatype);
    if (!queries) this.#known.set(metatype, (queries = new Map()));
    if (queries.size >= MOST_QUERIES) queries.clear();
    queries.set(text, copyOf(checked));
    return checked;
  }
}

/** Queries are flat: nobody who changes the copy changes what it was made of. */
function copyOf<Dto extends object>(dto: Dto): Dto {
  return Object.assign(Object.create(Object.getPrototypeOf(dto) as object) as Dto, dto);
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
