import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { resolve, type ApiDocument, type Schema } from './document.js';

/** What a value breaks of its schema, in one line; null when it breaks nothing. */
export type Check = (value: unknown) => string | null;

export interface CheckOptions {
  /** Refuse fields of objects that the schema does not name. */
  readonly closed?: boolean;
}

/** Checks values against the schemas of an OpenAPI 3.0 document. */
export class SchemaChecks {
  readonly #ajv = new Ajv({ allErrors: true, strict: false, multipleOfPrecision: 6 });
  readonly #checks = new Map<Schema, ValidateFunction>();

  constructor(
    private readonly document: ApiDocument,
    private readonly options: CheckOptions = {},
  ) {
    formats.default(this.#ajv);
    for (const name of ['binary', 'password']) this.#ajv.addFormat(name, true);
  }

  /** What `value` breaks of `schema`; null when it breaks nothing. */
  problem(schema: Schema, value: unknown): string | null {
    let check = this.#checks.get(schema);
    if (!check) {
      check = this.#ajv.compile(toJsonSchema(schema, this.document, this.options.closed ?? false));
      this.#checks.set(schema, check);
    }
    return check(value) ? null : this.#ajv.errorsText(check.errors, { dataVar: 'body' });
  }
}

/**
 * The JSON Schema of a schema of OpenAPI 3.0: references are replaced by what they stand for, `nullable` by a choice with
 * null. Schemas that contain themselves are not supported.
 */
export function toJsonSchema(schema: Schema, document: ApiDocument, closed = false): object {
  const { nullable, example: _, ...rest } = flattened(schema, document);
  const converted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, convertKey(key, value, document, closed)]),
  );
  const isClosed = closed && rest.properties !== undefined && rest.additionalProperties === undefined;
  const result = isClosed ? { ...converted, additionalProperties: false } : converted;
  return nullable ? { anyOf: [{ type: 'null' }, result] } : result;
}

/** Follows a reference, be it alone in an `allOf`, which is how a reference that may be null is written. */
function flattened(schema: Schema, document: ApiDocument): Schema {
  const { $ref, allOf, ...own } = schema;
  if ($ref !== undefined) return flattened(resolve(schema, document), document);
  const [only, ...others] = allOf ?? [];
  return only && others.length === 0 ? { ...flattened(only, document), ...own } : schema;
}

function convertKey(key: string, value: unknown, document: ApiDocument, closed: boolean): unknown {
  const convert = (one: unknown): object => toJsonSchema(one as Schema, document, closed);
  if (key === 'properties') {
    return Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, convert(one)]));
  }
  if (key === 'allOf' || key === 'anyOf' || key === 'oneOf') return (value as unknown[]).map(convert);
  const isSchema = key === 'items' || key === 'not' || (key === 'additionalProperties' && typeof value === 'object');
  return isSchema ? convert(value) : value;
}
