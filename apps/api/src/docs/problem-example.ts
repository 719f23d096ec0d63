import type { SchemaObject } from './openapi-types.js';
import { entryOf, problemType, type ErrorCode } from '../http/error-codes.js';
import type { FieldProblem, ProblemDetails } from '../http/problem-details.js';
import { bodyOf, parametersOf, type Operation } from './operations.js';
import { resolved, type Schemas } from './schema-example.js';

const REQUEST_ID = '6f2b0a6e-31b0-4a53-9a0c-0a5ed4f5b1d4';

/** Problem details as an operation answers them. */
export function problemExample(operation: Operation, code: ErrorCode, schemas: Schemas): ProblemDetails {
  const { status, title, example } = entryOf(code);
  const errors = code === 'validation_failed' ? [fieldProblem(operation, schemas)] : undefined;
  return {
    type: problemType(code),
    title,
    status,
    detail: errors?.[0]?.message ?? example,
    instance: instanceOf(operation),
    code,
    request_id: REQUEST_ID,
    ...(errors && { errors }),
  };
}

/** The path as it was asked for, with the examples of its parameters. */
function instanceOf(operation: Operation): string {
  const examples = parametersOf(operation).filter((parameter) => parameter.in === 'path');
  return examples.reduce((path, { name, example }) => path.replace(`{${name}}`, String(example)), operation.path);
}

/** A rule that a field of this operation has: of its body, else of its first parameter. */
function fieldProblem(operation: Operation, schemas: Schemas): FieldProblem {
  const [field, schema] = bodyField(operation, schemas) ?? parameterField(operation, schemas) ?? ['body', {}];
  return { field, message: `${field} ${ruleOf(schema)}` };
}

function bodyField(operation: Operation, schemas: Schemas): [string, SchemaObject] | undefined {
  const [media] = Object.values(bodyOf(operation));
  const { properties = {}, required = [] } = media?.schema ? resolved(media.schema, schemas) : {};
  const name = required[0] ?? Object.keys(properties)[0];
  const property = name === undefined ? undefined : properties[name];
  return name !== undefined && property ? [name, resolved(property, schemas)] : undefined;
}

function parameterField(operation: Operation, schemas: Schemas): [string, SchemaObject] | undefined {
  const [first] = parametersOf(operation);
  return first && [first.name, first.schema ? resolved(first.schema, schemas) : {}];
}

/** The rule in the words of the validator. */
function ruleOf({ type, format, minimum, minLength }: SchemaObject): string {
  if (format === 'uuid') return 'must be a UUID';
  if (format === 'email') return 'must be an email';
  if (format === 'date') return 'must be a date of the form YYYY-MM-DD between 2000 and 2099';
  if (minimum !== undefined) return `must not be less than ${minimum}`;
  if (minLength) return `must be longer than or equal to ${minLength} characters`;
  if (type === 'array') return 'must be an array';
  return type === 'string' ? 'must be a string' : 'is not valid';
}
