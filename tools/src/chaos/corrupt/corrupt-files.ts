import { gzipSync } from 'node:zlib';
import { hostileText } from '../../fuzz/hostile-values.js';
import type { Random } from '../../fuzz/random.js';

/** Which import a file is sent to. */
export type Subject = 'goods' | 'sales';

/** A way in which files come broken. */
export interface Corruption {
  readonly name: string;
  readonly make: (subject: Subject, random: Random) => Buffer;
}

const HEADER = { goods: 'name,sku,price,cost_price,stock_quantity', sales: 'goods_sku,sale_date,quantity,unit_price' };
const MANY = 1_000_000;

function line(subject: Subject, random: Random, number: number): string {
  return subject === 'goods'
    ? `Goods ${number},G-${number},${random.int(1, 99_999)},${random.int(1, 999)},${random.int(0, 500)}`
    : `G-${number % 5},2026-01-${String(random.int(10, 28))},${random.int(1, 3)},${random.int(1, 9999)}`;
}

function lines(subject: Subject, random: Random, count = random.int(1, 200)): string[] {
  return [HEADER[subject], ...random.list(count, (number) => line(subject, random, number))];
}

/** A file in order, one line of which is another one. */
function withLine(subject: Subject, random: Random, broken: string): string {
  const all = lines(subject, random);
  all.splice(random.int(1, all.length), 0, broken);
  return all.join('\n');
}

/** A file in order, one cell of which is another one. */
function withCell(subject: Subject, random: Random, cell: string): Buffer {
  const cells = line(subject, random, 1).split(',');
  cells[random.int(0, cells.length - 1)] = cell;
  return Buffer.from(withLine(subject, random, cells.join(',')));
}

const text = (make: (subject: Subject, random: Random) => string): Corruption['make'] => {
  return (subject, random) => Buffer.from(make(subject, random));
};

const bytes = (random: Random, count: number): Buffer => Buffer.from(random.list(count, () => random.int(0, 255)));

/** Ways in which the content of a file is broken. */
export const CORRUPTIONS: readonly Corruption[] = [
  {
    name: 'cut off',
    make: (subject, random) => {
      const whole = Buffer.from(lines(subject, random, 50).join('\n'));
      return whole.subarray(0, random.int(0, whole.length - 1));
    },
  },
  {
    name: 'a quote that never ends',
    make: text((subject, random) => withLine(subject, random, `"${line(subject, random, 7)}`)),
  },
  { name: 'a quote within a cell', make: (subject, random) => withCell(subject, random, 'Ko"pi" "x') },
  { name: 'NUL bytes', make: (subject, random) => withCell(subject, random, 'Ko\u0000pi') },
  {
    name: 'bytes that are no UTF-8',
    make: (subject, random) =>
      Buffer.concat([Buffer.from(`${lines(subject, random).join('\n')}\n`), Buffer.from([0xc3, 0x28, 0xff])]),
  },
  {
    name: 'UTF-16 without a mark',
    make: (subject, random) => Buffer.from(lines(subject, random).join('\n'), 'utf16le'),
  },
  {
    name: 'UTF-16 with a mark, cut within a character',
    make: (subject, random) => Buffer.from(`\ufeff${lines(subject, random).join('\n')}`, 'utf16le').subarray(0, -1),
  },
  {
    name: 'Latin-1',
    make: (subject, random) => Buffer.from(withLine(subject, random, `Café,é,${random.int(1, 9)}`), 'latin1'),
  },
  {
    name: 'marks of two encodings',
    make: (subject, random) =>
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0xfe]), Buffer.from(lines(subject, random).join('\n'))]),
  },
  {
    name: 'a line of megabytes',
    make: text((subject, random) => withLine(subject, random, 'x'.repeat(random.int(1, 3) * MANY))),
  },
  {
    name: 'too many columns',
    make: text((subject, random) => withLine(subject, random, ','.repeat(random.int(20, 20_000)))),
  },
  {
    name: 'thousands of columns in the header',
    make: text((subject, random) => [random.list(5000, (n) => `c${n}`).join(','), line(subject, random, 1)].join('\n')),
  },
  { name: 'nothing but bytes', make: (_, random) => bytes(random, random.int(1, 5000)) },
  { name: 'a compressed file', make: (subject, random) => gzipSync(lines(subject, random).join('\n')) },
  {
    name: 'a zip, as spreadsheets are',
    make: (_, random) => Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), bytes(random, 3000)]),
  },
  {
    name: 'a header that names a column twice',
    make: text((subject, random) =>
      [`${HEADER[subject]},name,harga,price`, `${line(subject, random, 1)},a,1,2`].join('\n'),
    ),
  },
  { name: 'a header alone', make: text((subject) => HEADER[subject]) },
  { name: 'nothing', make: () => Buffer.alloc(0) },
  {
    name: 'formulas',
    make: (subject, random) =>
      withCell(subject, random, random.pick(['=1+1', "=cmd|'/c calc'!A1", '@SUM(A1)', '+1+cmd', '-2+3'])),
  },
  {
    name: 'numbers that are out of range',
    make: (subject, random) =>
      withCell(
        subject,
        random,
        random.pick(['-1', '1e308', '9'.repeat(400), 'NaN', 'Infinity', '0x10', '1.2.3.4', '٣', '1e-9', '--5']),
      ),
  },
  {
    name: 'days that are none',
    make: text((_, random) =>
      [
        'goods_sku,sale_date,quantity',
        `G-1,${random.pick(['2026-02-30', '9999-01-01', '31/31/2026', '0000-00-00', 'kemarin'])},1`,
      ].join('\n'),
    ),
  },
  {
    name: 'goods that nobody knows',
    make: text((_, random) => `goods_sku,sale_date,quantity\nNO-${random.int(1, 9)},2026-01-05,1`),
  },
  {
    name: 'more sold than there is',
    make: text(() => 'goods_sku,sale_date,quantity\nG-1,2026-01-05,1\nG-1,2026-01-05,999999'),
  },
  {
    name: 'a million empty lines',
    make: text((subject, random) => `${HEADER[subject]}\n${'\n'.repeat(MANY)}${random.pick(['', 'x'])}`),
  },
  {
    name: 'texts that have broken programs',
    make: (subject, random) => withCell(subject, random, `"${hostileText(random).replaceAll('"', '""')}"`),
  },
  { name: 'a web page', make: text(() => '<!doctype html><html><body>Please sign in</body></html>') },
  { name: 'JSON', make: text(() => JSON.stringify([{ name: 'Kopi', price: 1 }])) },
];
