import { MAX_DAILY_QUANTITY, type GoodsHistory } from '@tor/forecasting/shop-history';
import { type CalendarDay, dayFromNumber, dayNumber, isCalendarDay } from '@tor/kernel/calendar-day';
import { BadFile, eachCsvRow } from '../csv/each-csv-row.js';

const DECIMAL = /^\d+(\.\d+)?$/;
const MAX_PRICE = 1e12;
/** What a small shop's goods take to be delivered; the forecast of the days ahead does not depend on it. */
export const LEAD_TIME_DAYS = 3;

/** The sales of a shop, on the calendar. */
export interface SalesFile {
  /** Of goods that ever sold, in the order of their names; each runs to `lastDay`. */
  goods: GoodsHistory[];
  firstDay: CalendarDay;
  lastDay: CalendarDay;
  /** Rows of the file. */
  rows: number;
  hasPrices: boolean;
  /** Of the file. */
  sha256: string;
}

interface DaySales {
  units: number;
  /** What they cost together; divided by the units, the mean price of the day. */
  value: number;
  /** The last price that was named, for days without units. */
  price: number;
}

/**
 * Reads sales from a CSV file with the columns goods, date (YYYY-MM-DD), quantity (a number from 0 on) and, if it likes, price, in
 * any order; other columns are passed over. Rows of one goods and day are summed, their prices weighed by units. Days without a
 * row are 0, their price the last one known.
 * @throws BadFile that names the line, the column and the rule it breaks
 */
export async function readSalesFile(path: string): Promise<SalesFile> {
  let columns: Columns | null = null;
  let rows = 0;
  let last = -Infinity;
  const sales = new Map<string, Map<number, DaySales>>();
  const { sha256 } = await eachCsvRow(path, (row, line) => {
    if (columns === null) {
      columns = findColumns(row, path);
      return;
    }
    const { goods, day, quantity, price } = readRow(row, columns, `${path}, line ${line}`);
    rows++;
    last = Math.max(last, day);
    let days = sales.get(goods);
    if (!days) sales.set(goods, (days = new Map()));
    const sold = days.get(day) ?? { units: 0, value: 0, price };
    days.set(day, { units: sold.units + quantity, value: sold.value + quantity * price, price });
    if (sold.units + quantity > MAX_DAILY_QUANTITY) {
      throw new BadFile(
        `${path}, line ${line}: column "quantity" comes to more than ${MAX_DAILY_QUANTITY} on that day`,
      );
    }
  });
  if (columns === null) throw new BadFile(`${path} is empty`);
  const histories = [...sales]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([goods, days]) => history(goods, days, last));
  const firstDay = histories.map((one) => one.firstDay).reduce((a, b) => (a < b ? a : b), dayOrEnd(last));
  if (histories.length === 0) throw new BadFile(`${path} holds no sales`);
  return { goods: histories, firstDay, lastDay: dayFromNumber(last), rows, hasPrices: hasPrice(columns), sha256 };
}

function dayOrEnd(number: number): CalendarDay {
  return dayFromNumber(Number.isFinite(number) ? number : 0);
}

/** Where each column stands in a row; -1 for a price that is not there. */
interface Columns {
  goods: number;
  date: number;
  quantity: number;
  price: number;
}

function hasPrice({ price }: Columns): boolean {
  return price !== -1;
}

function findColumns(header: readonly string[], path: string): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const at = (name: string): number => {
    if (names.indexOf(name) !== names.lastIndexOf(name))
      throw new BadFile(`${path}, line 1: column "${name}" is there twice`);
    return names.indexOf(name);
  };
  const columns = { goods: at('goods'), date: at('date'), quantity: at('quantity'), price: at('price') };
  for (const name of ['goods', 'date', 'quantity'] as const) {
    if (columns[name] === -1) throw new BadFile(`${path}, line 1: column "${name}" is missing`);
  }
  return columns;
}

function readRow(row: readonly string[], columns: Columns, where: string) {
  const value = (index: number): string => row[index]?.trim() ?? '';
  const goods = value(columns.goods);
  if (goods === '') throw new BadFile(`${where}: column "goods" must not be empty`);
  const date = value(columns.date);
  if (!isCalendarDay(date)) {
    throw new BadFile(`${where}: column "date" must be a day of the form YYYY-MM-DD, not "${date}"`);
  }
  const number = (name: 'quantity' | 'price', most: number): number => {
    const text = value(columns[name]);
    const parsed = DECIMAL.test(text) ? Number(text) : NaN;
    if (!(parsed <= most)) {
      throw new BadFile(`${where}: column "${name}" must be a number from 0 to ${most}, not "${text}"`);
    }
    return parsed;
  };
  return {
    goods,
    day: dayNumber(date),
    quantity: number('quantity', MAX_DAILY_QUANTITY),
    price: columns.price === -1 ? 0 : number('price', MAX_PRICE),
  };
}

/** From the first sale on; goods that never sold are left out. */
function history(goodsId: string, days: ReadonlyMap<number, DaySales>, last: number): GoodsHistory[] {
  const sold = [...days].sort(([a], [b]) => a - b);
  const [firstSale] = sold.find(([, { units }]) => units > 0) ?? [];
  if (firstSale === undefined) return [];
  const quantities = new Float32Array(last + 1 - firstSale);
  const prices = new Float32Array(last + 1 - firstSale);
  for (const [day, { units, value, price }] of sold) {
    if (day < firstSale) continue;
    quantities[day - firstSale] = units;
    prices.fill(units > 0 ? value / units : price, day - firstSale);
  }
  return [{ goodsId, firstDay: dayFromNumber(firstSale), quantities, prices, leadTimeDays: LEAD_TIME_DAYS }];
}
