import type { Random } from './random.js';

/** Texts that have broken programs before. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'Ko\u0000pi',
  '\ud800',
  'a\udfffb',
  '\ufeffname',
  '\u202egnirts',
  '👩‍👩‍👧‍👦',
  'é',
  'e\u0301',
  'İ',
  'ß',
  "' OR 1=1 --",
  '"; DROP TABLE goods; --',
  '%_%',
  '\\',
  '\\x00',
  '${jndi:ldap://x}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  '../../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  'null',
  'undefined',
  'NaN',
  'true',
  '0',
  '-1',
  '1e309',
  '__proto__',
  'constructor',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '+275760-09-13',
  '2026-01-05T25:00:00Z',
  '2026-01-05T03:12:44.512Z',
  'Infinity',
  '٣',
  '１２',
];

const NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.1,
  0.005,
  1e-7,
  1.005,
  0.1 + 0.2,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  999_999_999_999.99,
  1e12,
  1e15,
  1e21,
  1e300,
  Number.MAX_VALUE,
  5e-324,
];

const LENGTHS: readonly number[] = [33, 65, 101, 201, 256, 1025, 5000, 20_000];

/** Text that a field should refuse or store as it is. */
export function hostileText(random: Random): string {
  if (random.chance(0.15)) return random.pick(['x', 'é', '\u0000', '👩', '\ud800']).repeat(random.pick(LENGTHS));
  return random.pick(TEXTS);
}

export function hostileNumber(random: Random): number {
  return random.pick(NUMBERS);
}

/** Any JSON value, of a form that nobody asked for. */
export function hostileValue(random: Random, depth = 0): unknown {
  const kind = random.int(0, depth > 3 ? 4 : 9);
  if (kind <= 1) return hostileText(random);
  if (kind === 2) return hostileNumber(random);
  if (kind === 3) return random.pick([null, true, false]);
  if (kind === 4) return random.pick([[], {}]);
  if (kind === 5) return random.list(random.int(1, 4), () => hostileValue(random, depth + 1));
  if (kind === 6) return nested(random.pick([10, 200, 3000]));
  if (kind === 7) return polluted(random, depth);
  if (kind === 8) return random.list(random.pick([100, 2000]), () => random.pick([null, {}, 0]));
  return { [hostileText(random).slice(0, 40)]: hostileValue(random, depth + 1) };
}

/** Lists in lists in lists. */
function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

/** Keys that reach for the prototype where a program copies carelessly. */
function polluted(random: Random, depth: number): unknown {
  const key = random.pick(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length']);
  return Object.defineProperty({}, key, { value: hostileValue(random, depth + 1), enumerable: true });
}
