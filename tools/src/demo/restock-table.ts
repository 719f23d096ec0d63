import { FORECAST_HORIZON_DAYS } from '@tor/forecast-queue/forecast-jobs';
import type { RestockRow } from './restock-rows.js';

const WIDTH = 120;
const GAP = '  ';
const LEAST_NAME = 12;

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly text: (row: RestockRow) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'goods', align: 'left', text: ({ name }) => name },
  { title: 'on hand', align: 'right', text: ({ on_hand }) => String(on_hand) },
  {
    title: 'next 7 days',
    align: 'right',
    text: ({ next_7_days: { predicted, low, high } }) => `${predicted} (${low}-${high})`,
  },
  { title: 'days of cover', align: 'right', text: ({ days_of_cover }) => coverText(days_of_cover) },
  { title: 'order now', align: 'right', text: ({ order_now }) => String(order_now) },
  { title: 'why', align: 'left', text: whyText },
];

/** The table's lines, none wider than 120 columns. */
export function restockTable(rows: readonly RestockRow[]): string[] {
  const cells = [COLUMNS.map(({ title }) => title), ...rows.map((row) => COLUMNS.map(({ text }) => text(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const [name = 0, ...others] = widths;
  const left = WIDTH - others.reduce((sum, width) => sum + GAP.length + width, 0);
  widths[0] = Math.min(name, Math.max(left, LEAST_NAME));
  const rule = widths.map((width) => '-'.repeat(width));
  const [header = [], ...body] = cells;
  return [header, rule, ...body].map((line) => lineOf(line, widths));
}

/** What the table leaves out: how many goods more there are to order, and how many have enough. */
export function restockSummary(rows: readonly RestockRow[], shown: number): string[] {
  const toOrder = rows.filter(({ order_now }) => order_now > 0).length;
  const more = Math.max(0, toOrder - shown);
  return [
    `${more} more goods need an order; ${rows.length - toOrder} of ${rows.length} have enough.`,
    'In brackets: the band that holds four weeks out of five.',
  ];
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      const text = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell;
      return COLUMNS[column]?.align === 'right' ? text.padStart(width) : text.padEnd(width);
    })
    .join(GAP)
    .trimEnd()
    .slice(0, WIDTH);
}

function coverText(days: number | null): string {
  return days === null ? `over ${FORECAST_HORIZON_DAYS}` : days.toFixed(1);
}

/** The sum behind the order: what will sell until the next one arrives, what is held on top, what is there. */
function whyText({ on_hand, order_now, safety_stock }: RestockRow): string {
  if (order_now === 0) return 'enough for now';
  const toSell = on_hand + order_now - safety_stock;
  return `${toSell} to sell + ${safety_stock} safety - ${on_hand} on hand`;
}
