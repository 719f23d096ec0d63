import { resolve, type ApiDocument, type Schema } from '../openapi/document.js';
import { hostileNumber, hostileText, hostileValue } from './hostile-values.js';
import type { IdPool } from './id-pool.js';
import type { Random } from './random.js';

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFG 0123456789-_%\'",;éñ字😀'];

/** What values are made from. */
export interface ValueSource {
  readonly document: ApiDocument;
  readonly random: Random;
  /** The ids that the caller's shop has answered with. */
  readonly ids: IdPool;
  /** The share of numbers that are the least or the most that they may be. */
  readonly atTheEnds: number;
}

/** A value that the schema allows. @param name of the field or parameter, from which ids are guessed */
export function validValue(schema: Schema, source: ValueSource, name = ''): unknown {
  const { document, random, ids } = source;
  const { allOf, oneOf, anyOf, ...plain } = resolve(schema, document);
  if (plain.nullable && random.chance(0.15)) return null;
  const [part] = allOf ?? [];
  if (part) return validValue(part, source, name);
  if (oneOf ?? anyOf) return validValue(random.pick([...(oneOf ?? []), ...(anyOf ?? [])]), source, name);
  if (plain.format === 'uuid' || name.endsWith('_token')) return ids.pick(name, random);
  // Few enough that they meet again.
  if (name === 'idempotency_key') return `till-${random.int(1, 200)}`;
  if (plain.enum) return random.pick(plain.enum);
  if (plain.properties || plain.type === 'object') return validObject(plain, source);
  if (plain.items || plain.type === 'array') return validList(plain, source, name);
  if (plain.type === 'boolean') return random.chance(0.5);
  if (plain.type === 'integer' || plain.type === 'number') return validNumber(plain, source);
  return validText(plain, random);
}

/** A value that the schema allows but for one thing, somewhere inside. */
export function nearlyValidValue(schema: Schema, source: ValueSource, name = ''): unknown {
  const { document, random } = source;
  const plain = resolve(schema, document);
  const properties = Object.entries(plain.properties ?? {});
  if (properties.length > 0 && random.chance(0.9)) {
    const whole = validObject(plain, source);
    const [field, property] = random.pick(properties);
    if (random.chance(0.1)) return Object.fromEntries(Object.entries(whole).filter(([key]) => key !== field));
    return { ...whole, [field]: nearlyValidValue(property, source, field) };
  }
  if (plain.items && random.chance(0.7)) {
    const list = validList(plain, source, name);
    return [...list, nearlyValidValue(plain.items, source, name)];
  }
  return brokenValue(plain, random);
}

function brokenValue(schema: Schema, random: Random): unknown {
  const { minimum, maximum, minLength, maxLength } = schema;
  const edges: unknown[] = [null, [], {}];
  if (minimum !== undefined) edges.push(minimum - 1, minimum - 0.01, String(minimum));
  if (maximum !== undefined) edges.push(maximum + 1, maximum + 0.01, maximum * 1000);
  if (maxLength !== undefined) edges.push('x'.repeat(maxLength + 1), '😀'.repeat(maxLength));
  if (minLength) edges.push('x'.repeat(minLength - 1), ' '.repeat(minLength));
  if (random.chance(0.5)) return random.pick(edges);
  if (schema.type === 'string') return random.chance(0.8) ? hostileText(random) : hostileNumber(random);
  return random.chance(0.6) ? hostileNumber(random) : hostileValue(random);
}

function validObject(schema: Schema, source: ValueSource): Record<string, unknown> {
  const { random } = source;
  const fields = Object.entries(schema.properties ?? {}).filter(
    ([name]) => schema.required?.includes(name) === true || random.chance(0.5),
  );
  return Object.fromEntries(fields.map(([name, property]) => [name, validValue(property, source, name)]));
}

function validList(schema: Schema, source: ValueSource, name: string): unknown[] {
  const { minItems = 0, maxItems = 100, items } = schema;
  const length = source.random.int(minItems, Math.min(maxItems, minItems + 4));
  return items ? source.random.list(length, () => validValue(items, source, name)) : [];
}

function validNumber({ type, minimum = -1000, maximum = 1e6, example }: Schema, source: ValueSource): number {
  const { random, atTheEnds } = source;
  if (random.chance(atTheEnds)) return random.pick([minimum, maximum, maximum]);
  if (typeof example === 'number' && random.chance(0.2)) return example;
  // Mostly small: amounts that are all over their range never meet each other's limits.
  const size = random.pick([5, 5, 50, 50, 5000, 1e6, 1e12]);
  const least = Math.max(minimum, -size);
  const most = Math.min(maximum, Math.max(minimum, 0) + size);
  if (type === 'integer') return random.int(Math.ceil(least), Math.floor(most));
  return Number((least + random.next() * (most - least)).toFixed(maximum - minimum < 10 ? 3 : 2));
}

function validText({ format, pattern, minLength = 0, maxLength = 200, example }: Schema, random: Random): string {
  // Passwords have to meet again, and texts that follow a rule of their own are seldom met by chance.
  const seldomMet = format === 'password' || (pattern !== undefined && format === undefined);
  if (typeof example === 'string' && random.chance(seldomMet ? 0.8 : 0.3)) return example;
  if (format === 'date') return validDate(random);
  if (format === 'date-time')
    return `${validDate(random)}T${random.pick(['00:00:00Z', '23:59:59.999+07:00', '00:00:00+14:00', '23:30:00-12:00'])}`;
  if (format === 'email') return `owner${random.int(1, 9)}@fuzz.example`;
  const length = random.int(minLength, Math.min(maxLength, minLength + random.pick([3, 12, 500])));
  const text = random.list(length, () => random.pick(LETTERS)).join('');
  return text.slice(0, maxLength);
}

/** Mostly of one year, so that requests meet each other's days. */
function validDate(random: Random): string {
  if (random.chance(0.1)) return random.pick(['2000-01-01', '2099-12-31', '2024-02-29', '2026-12-31']);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `2026-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}
