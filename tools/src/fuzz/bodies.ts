import { csvFile } from './csv-files.js';
import { resolve, type Media, type Operation, type Schema } from '../openapi/document.js';
import { hostileText, hostileValue } from './hostile-values.js';
import type { Random } from './random.js';
import { nearlyValidValue, validValue, type ValueSource } from './values.js';

/** A body with its Content-Type; null: none. */
export interface Body {
  readonly type: string | null;
  readonly bytes: Buffer | null;
}

const NO_BODY: Body = { type: null, bytes: null };
const DEEP = 40_000;

const WRONG_TYPES = [
  'text/plain',
  'text/csv',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/json; charset=klingon',
  'application/json; charset=utf-16',
  'application/vnd.api+json',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'garbage',
];

/** A body for an operation: one it takes, nearly one, or anything. */
export function bodyFor(operation: Operation, source: ValueSource): Body {
  const { random } = source;
  const [type, media] = random.pick(Object.entries(operation.requestBody?.content ?? { '': {} }));
  if (type === '') return NO_BODY;
  if (random.chance(0.02)) return NO_BODY;
  const body = encoded(type, media, source);
  return random.chance(0.04) ? { ...body, type: random.pick(WRONG_TYPES) } : body;
}

function encoded(type: string, { schema = {}, example }: Media, source: ValueSource): Body {
  const { random } = source;
  if (type === 'multipart/form-data') return multipart(schema, source);
  if (type.startsWith('text/')) return { type, bytes: csvFile(random, typeof example === 'string' ? example : null) };
  const value = jsonValue(schema, source);
  if (type === 'application/x-www-form-urlencoded') return { type, bytes: Buffer.from(formOf(value)) };
  const text = JSON.stringify(value);
  return { type, bytes: Buffer.from(random.chance(0.08) ? brokenJson(text, random) : text) };
}

function jsonValue(schema: Schema, source: ValueSource): unknown {
  const draw = source.random.next();
  if (draw < 0.6) return validValue(schema, source);
  return draw < 0.9 ? nearlyValidValue(schema, source) : hostileValue(source.random);
}

/** Text that is no JSON, or JSON that programs read differently. */
function brokenJson(text: string, random: Random): string {
  const ways: (() => string)[] = [
    () => text.slice(0, random.int(0, text.length)),
    () => `${text}${text}`,
    () => text.replace('{', '{"id":1,"id":2,'),
    () => text.replace('{', '{"__proto__":{"admin":true},'),
    () => text.replace('{', `{"${'k'.repeat(30_000)}":1,`),
    () => text.replaceAll('"', "'"),
    () => text.replace(/\d+/, '1e400'),
    () => text.replace(/\d+/, '-'.repeat(3)),
    () => text.replace(/\d+/, '9'.repeat(400)),
    () => '['.repeat(DEEP) + ']'.repeat(DEEP),
    () => '{"a":'.repeat(DEEP / 4) + '1' + '}'.repeat(DEEP / 4),
    () => `\ufeff${text}`,
    () => 'NaN',
    () => '"text"',
    () => '   ',
  ];
  return random.pick(ways)();
}

function formOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value).map(([key, one]): [string, string] => [key, wellFormed(one)]);
  return new URLSearchParams(pairs).toString();
}

function wellFormed(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function multipart(schema: Schema, source: ValueSource): Body {
  const { random, document } = source;
  const boundary = `fuzz${random.int(1e6, 9e6)}`;
  const { properties = {}, required = [] } = resolve(schema, document);
  const parts = Object.entries(properties).flatMap(([name, property]) => {
    if (!required.includes(name) && random.chance(0.5)) return [];
    if (random.chance(0.03)) return [];
    const field = random.chance(0.03) ? hostileField(random) : name;
    const part = partOf(field, resolve(property, document), source, boundary);
    return random.chance(0.03) ? [part, part] : [part];
  });
  const whole = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  const bytes = random.chance(0.05) ? whole.subarray(0, random.int(0, whole.length)) : whole;
  return { type: `multipart/form-data; boundary=${random.chance(0.02) ? 'another' : boundary}`, bytes };
}

function partOf(field: string, property: Schema, source: ValueSource, boundary: string): Buffer {
  const { random } = source;
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"`;
  if (property.format !== 'binary') {
    const value = random.chance(0.8) ? validValue(property, source, field) : hostileText(random);
    return Buffer.from(`${start}\r\n\r\n${wellFormed(value)}\r\n`);
  }
  const name = random.chance(0.8) ? 'goods.csv' : hostileField(random);
  const type = random.chance(0.8) ? 'text/csv' : random.pick(['application/octet-stream', 'image/png', 'x', '']);
  const head = `${start}; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`;
  const example = typeof property.example === 'string' ? property.example : null;
  return Buffer.concat([Buffer.from(head), csvFile(random, example), Buffer.from('\r\n')]);
}

/** Without what would end the line or the quotes that it stands in. */
function hostileField(random: Random): string {
  return hostileText(random)
    .replaceAll(/["\r\n]/g, '')
    .slice(0, 300);
}
