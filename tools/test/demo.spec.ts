import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processEnvironment } from '@tor/config/load-config';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import { chooseGoods, lastDayOf, moveSales } from '../src/retail-shop/choose-goods.js';
import { scratchEnvironment } from '../src/scratch/scratch-environment.js';
import { requireFolderOf } from '../src/arguments/require-folder.js';
import { UsageError } from '../src/arguments/usage-error.js';
import { readDemoOptions } from '../src/demo/demo-options.js';
import { planShop } from '../src/retail-shop/plan-shop.js';
import { readRetailData, type RetailGoods } from '../src/retail-shop/read-retail-data.js';
import type { RestockRow } from '../src/demo/restock-rows.js';
import { restockSummary, restockTable } from '../src/demo/restock-table.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READ_TIMEOUT_MS = 60_000;
const E2E_TIMEOUT_MS = 240_000;

const day = parseCalendarDay;

function row(change: Partial<RestockRow> = {}): RestockRow {
  return {
    goods_id: 'a',
    name: 'Doormat',
    on_hand: 12,
    next_7_days: { predicted: 34, low: 21, high: 52 },
    days_of_cover: 2.5,
    order_now: 40,
    order_now_low: 20,
    order_now_high: 60,
    safety_stock: 9,
    reorder_point: 15,
    stockout_date: '2026-01-09',
    model: 'xgboost',
    reasons: [],
    ...change,
  };
}

describe('the shop of the demo', () => {
  let data: RetailGoods[];

  beforeAll(async () => {
    data = await readRetailData();
  }, READ_TIMEOUT_MS);

  it('is the same at every run', () => {
    const yesterday = day('2026-03-01');
    expect(planShop(data, yesterday)).toEqual(planShop([...data].reverse(), yesterday));
  });

  it('mixes fast and slow sellers that were on sale to the end', () => {
    const chosen = chooseGoods(data, 300);
    const saleDays = chosen.map(({ sales }) => sales.length);
    expect(chosen).toHaveLength(300);
    expect(Math.min(...saleDays)).toBeGreaterThanOrEqual(15);
    expect(Math.min(...saleDays)).toBeLessThan(20);
    expect(Math.max(...saleDays)).toBeGreaterThan(200);
    expect(chosen.every(({ sales }) => (sales.at(-1)?.day ?? '') > '2011-10-14')).toBe(true);
  });

  it('has a year that ends on the day asked for', () => {
    const goods = planShop(data, day('2026-03-01'));
    const days = goods.flatMap(({ sales }) => sales.map((sale) => sale.day)).sort();
    expect(days.at(-1)).toBe('2026-03-01');
    expect(days[0] ?? '').toMatch(/^2025-03-/);
  });

  it('has goods with nothing left and goods with plenty, never less than nothing', () => {
    const stock = planShop(data, day('2026-03-01')).map(({ onHand }) => onHand);
    expect(stock.every((onHand) => Number.isInteger(onHand) && onHand >= 0)).toBe(true);
    expect(stock.some((onHand) => onHand <= 1)).toBe(true);
    expect(stock.some((onHand) => onHand > 100)).toBe(true);
  });

  it('takes all there is when fewer are there than asked for', () => {
    const few = data.filter((_, index) => index % 100 === 0);
    expect(chooseGoods(few, 300).length).toBeLessThanOrEqual(few.length);
  });
});

describe('moving sales in time', () => {
  it('moves each by the same number of days, over the end of a leap February too', () => {
    const sales = [
      { day: day('2011-02-27'), quantity: 2, price: 1 },
      { day: day('2011-03-01'), quantity: 3, price: 1.5 },
    ];
    expect(moveSales(sales, day('2011-03-01'), day('2024-03-01'))).toEqual([
      { day: '2024-02-28', quantity: 2, price: 1 },
      { day: '2024-03-01', quantity: 3, price: 1.5 },
    ]);
  });

  it('has no last day without sales', () => {
    expect(() => lastDayOf([])).toThrow('no sales');
  });
});

describe('the restock table', () => {
  it('says what to order, and why', () => {
    const [header = '', , line = ''] = restockTable([row()]);
    expect(header).toMatch(/^goods +on hand +next 7 days +days of cover +order now +why$/);
    expect(line).toMatch(/^Doormat +12 +34 \(21-52\) +2\.5 +40 +43 to sell \+ 9 safety - 12 on hand$/);
  });

  it('says when stock outlasts the forecast', () => {
    expect(restockTable([row({ days_of_cover: null, order_now: 0 })])[2]).toMatch(/over 30 +0 +enough for now$/);
  });

  it('fits 120 columns, names being cut', () => {
    const lines = restockTable([row({ name: 'Long '.repeat(40), on_hand: 123_456_789 })]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(lines[2]).toContain('…');
  });

  it('counts what it leaves out', () => {
    const rows = [row(), row(), row(), row({ order_now: 0 })];
    expect(restockSummary(rows, 2)[0]).toBe('1 more goods need an order; 1 of 4 have enough.');
    expect(restockSummary(rows, 20)[0]).toBe('0 more goods need an order; 1 of 4 have enough.');
  });
});

describe('the command line', () => {
  it('is read', () => {
    expect(readDemoOptions(['--exit', '--json', 'out.json'])).toEqual({
      exit: true,
      verbose: false,
      help: false,
      json: 'out.json',
    });
  });

  it.each([[['--unknown']], [['extra']], [['--json']], [['--json', '']]])('refuses %j', (args) => {
    expect(() => readDemoOptions(args)).toThrow(UsageError);
  });

  it('refuses a file whose folder is missing', async () => {
    await expect(requireFolderOf(join(tmpdir(), 'tor-no-such-folder', 'table.json'))).rejects.toThrow(UsageError);
    await expect(requireFolderOf(join(tmpdir(), 'table.json'))).resolves.toBeUndefined();
  });

  it('cuts the demo off from the databases and services of the environment', () => {
    const env = scratchEnvironment({
      SUPABASE_DB_STRING: 'postgres://theirs/db',
      REDIS_URL: 'redis://theirs',
      WORKER_PORT: '9464',
      PORT: '9000',
    });
    expect(env).toMatchObject({
      SUPABASE_DB_STRING: '',
      REDIS_URL: '',
      WORKER_PORT: '',
      SUPABASE_URL: '',
      PORT: '9000',
      DEV_ENV: 'dev',
    });
  });
});

describe('npm run demo', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-demo-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  function demo(...args: string[]): Promise<{ code: number | null; output: string }> {
    const env = { ...scratchEnvironment(processEnvironment()), PORT: '0', TOR_DATA_DIR: join(folder, 'data') };
    const child = spawn(process.execPath, ['tools/run.mjs', 'demo', ...args], { cwd: ROOT, env });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
  }

  it(
    'forecasts a whole shop and leaves nothing behind',
    async () => {
      const file = join(folder, 'table.json');
      const { code, output } = await demo('--exit', '--json', file);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(output).toContain('The books balance');
      const { rows }: { rows: RestockRow[] } = JSON.parse(await readFile(file, 'utf8'));
      expect(rows).toHaveLength(300);
      for (const { name, on_hand, next_7_days, days_of_cover, order_now, reasons } of rows) {
        const numbers = [on_hand, order_now, ...Object.values(next_7_days), days_of_cover ?? 0];
        expect({ name, finite: numbers.every(Number.isFinite), explained: reasons.length >= 3 }).toEqual({
          name,
          finite: true,
          explained: true,
        });
      }
      expect(rows.some(({ order_now }) => order_now > 0)).toBe(true);
      expect(rows.some(({ order_now }) => order_now === 0)).toBe(true);
      expect(await readdir(folder)).toEqual(['table.json']);
    },
    E2E_TIMEOUT_MS,
  );

  it(
    'answers a wrong option with code 2',
    async () => {
      expect(await demo('--wrong')).toMatchObject({ code: 2, output: expect.stringContaining("'--wrong'") });
    },
    E2E_TIMEOUT_MS,
  );
});
