import { hostileText } from './hostile-values.js';
import type { Random } from './random.js';

const HEADERS = [
  'name,price,stock_quantity',
  'name,category,price,cost_price,stock_quantity,sku,unit',
  'sku,quantity,sale_date',
  'goods_id,quantity,sale_date,unit_price',
  'name;price',
  'sale_date,sku,name,quantity,unit_price',
  '',
  'name,name',
];

const CELLS = [
  'Kopi',
  'GAYO-250',
  '1',
  '24',
  '48000',
  '1.500,00',
  '"1,5"',
  '2026-01-05',
  '05/01/2026',
  '',
  '"a\nb"',
  '-3',
];

/** A file that is a little like what an import takes, or not at all. */
export function csvFile(random: Random, example: string | null): Buffer {
  if (example !== null && random.chance(0.25)) return Buffer.from(example);
  if (random.chance(0.08)) return Buffer.from(random.list(random.int(0, 300), () => random.int(0, 255)));
  const newline = random.pick(['\n', '\r\n', '\r']);
  const delimiter = random.pick([',', ',', ';', '\t']);
  const header = example !== null && random.chance(0.6) ? (example.split(/\r?\n/)[0] ?? '') : random.pick(HEADERS);
  const width = header.split(/[,;]/).length;
  const lines = random.list(random.pick([0, 1, 3, 30, 400]), () =>
    random.list(random.chance(0.95) ? width : random.int(0, 20), () => cell(random)).join(delimiter),
  );
  const text = [header.replaceAll(',', delimiter), ...lines].join(newline);
  const start = random.chance(0.1) ? '\ufeff' : '';
  return Buffer.from(start + text, random.chance(0.05) ? 'utf16le' : 'utf8');
}

function cell(random: Random): string {
  return random.chance(0.1) ? hostileText(random).slice(0, 500) : random.pick(CELLS);
}
