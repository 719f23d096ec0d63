import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { type CalendarDay, parseCalendarDay } from '@tor/kernel/calendar-day';

/** What goods sold on one day. */
export interface DaySales {
  readonly day: CalendarDay;
  readonly quantity: number;
  /** Mean price of a unit. */
  readonly price: number;
}

/** Goods of the data set with their sales, earliest day first. */
export interface RetailGoods {
  readonly code: string;
  readonly name: string;
  readonly sales: readonly DaySales[];
}

const FOLDER = fileURLToPath(new URL('../../../data/online-retail', import.meta.url));

/** Reads the UCI Online Retail data that comes with the project, ordered by stock code. */
export async function readRetailData(folder: string = FOLDER): Promise<RetailGoods[]> {
  const names = new Map<string, string>();
  await pipeline(
    createReadStream(join(folder, 'goods.csv')),
    parse({ from_line: 2 }),
    (rows: AsyncIterable<string[]>) => eachRow(rows, ([code = '', name = '']) => names.set(code, name)),
  );
  const sales = new Map<string, DaySales[]>();
  await pipeline(
    createReadStream(join(folder, 'daily.csv.gz')),
    createGunzip(),
    parse({ from_line: 2 }),
    (rows: AsyncIterable<string[]>) =>
      eachRow(rows, ([code = '', day = '', quantity, price]) => {
        const days = sales.get(code) ?? [];
        days.push({ day: parseCalendarDay(day), quantity: Number(quantity), price: Number(price) });
        sales.set(code, days);
      }),
  );
  return [...sales]
    .map(([code, days]) => ({
      code,
      name: names.get(code) ?? code,
      sales: days.sort((a, b) => compare(a.day, b.day)),
    }))
    .sort((a, b) => compare(a.code, b.code));
}

async function eachRow(rows: AsyncIterable<string[]>, take: (row: readonly string[]) => void): Promise<void> {
  for await (const row of rows) take(row);
}

/** By code unit: the same order in every language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
