import type { Operation, Parameter } from '../openapi/document.js';
import { hostileText } from './hostile-values.js';
import { subjectOf } from './id-pool.js';
import type { Random } from './random.js';
import { nearlyValidValue, validValue, type ValueSource } from './values.js';

/** Percent-encodings that mean nothing, or not what they seem to. */
const GARBAGE = [
  '%',
  '%zz',
  '%E0%A4%A',
  '%c0%af',
  '%00',
  '%ff',
  '%u0041',
  '..%2f..%2fetc',
  '%2e%2e',
  '~',
  '*',
  "'",
  '%252e',
];

/** Longer ones are refused by Node before the API sees them. */
const LONGEST_VALUE = 1500;

/** The path and query of a request to an operation, as they go over the wire. */
export function targetFor(operation: Operation, source: ValueSource): string {
  const { random } = source;
  const parameters = operation.parameters ?? [];
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return pathValue(operation, parameter ?? { name, in: 'path' }, source);
  });
  const slashed = random.chance(0.05) ? `${path}/` : path;
  const pairs = parameters.filter((one) => one.in === 'query').flatMap((one) => queryPairs(one, source));
  if (random.chance(0.03))
    pairs.push(random.pick(['__proto__[a]=1', 'constructor=1', 'a[]=1', '=', '&&', '%', 'x=%E0%A4%A']));
  return pairs.length > 0 ? `${slashed}?${pairs.join('&')}` : slashed;
}

function pathValue({ path }: Operation, { name, schema = {} }: Parameter, source: ValueSource): string {
  const { random, ids } = source;
  const draw = random.next();
  if (draw < 0.03) return random.pick(GARBAGE);
  if (draw < 0.08) return encodedText(hostileText(random)) || '0';
  if (draw < 0.1) return random.uuid().toUpperCase();
  // `{id}` is an id of what the segment before it names.
  const subject = name === 'id' ? (path.split(`/{${name}}`)[0]?.split('/').at(-1) ?? name) : name;
  if (schema.format === 'uuid') return ids.pick(subjectOf(subject), random);
  return encodedText(String(validValue(schema, source, name))) || '0';
}

function queryPairs(parameter: Parameter, source: ValueSource): string[] {
  const { random } = source;
  const { name, schema = {}, required } = parameter;
  const draw = random.next();
  if (!required && draw < 0.55) return [];
  if (draw < 0.85) return [`${name}=${encodedText(String(validValue(schema, source, name)))}`];
  if (draw < 0.93) return [`${name}=${encodedText(queryText(nearlyValidValue(schema, source, name)))}`];
  const text = encodedText(hostileText(random));
  return random.pick([
    [`${name}=${text}`],
    [`${name}=1`, `${name}=2`],
    [`${name}[]=1`],
    [`${name}[a]=1`],
    [`${name}=${random.pick(GARBAGE)}`],
  ]);
}

function queryText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Lone surrogates have no encoding: they are sent as what they would be replaced by. */
function encodedText(text: string): string {
  return encodeURIComponent(Buffer.from(text.slice(0, LONGEST_VALUE)).toString()).slice(0, 6 * LONGEST_VALUE);
}

/** A target that is no route, or a method that the route has not. */
export function strayTarget(random: Random, paths: readonly string[]): { method: string; target: string } {
  const known = random.pick(paths).replaceAll(/\{\w+\}/g, () => random.uuid());
  return random.pick([
    { method: 'PATCH', target: known },
    { method: 'HEAD', target: known },
    { method: 'OPTIONS', target: known },
    { method: 'GET', target: `${known}/nothing/${encodedText(hostileText(random))}` },
    { method: 'GET', target: `/${encodedText(hostileText(random))}` },
    { method: 'GET', target: `//${random.pick(GARBAGE)}` },
    { method: 'DELETE', target: `/api/${random.pick(GARBAGE)}` },
  ]);
}
