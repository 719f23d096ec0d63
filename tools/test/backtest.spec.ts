import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';

const PROGRAM = fileURLToPath(new URL('../dist/backtest.js', import.meta.url));
const TIMEOUT_MS = 120_000;
const DAYS = 260;
const run = promisify(execFile);

/** A dozen goods that sell a little more at weekends; quantities have fractions, columns stand in an order of their own. */
function salesCsv(): string {
  const first = parseCalendarDay('2024-01-01');
  const lines = ['date,price,goods,quantity'];
  for (let day = 0; day < DAYS; day++) {
    for (let goods = 1; goods <= 12; goods++) {
      if ((day + goods) % (1 + (goods % 3)) === 0) {
        lines.push(`${addDays(first, day)},${100 * goods},"goods ${goods}",${goods + (day % 7 > 4 ? 2.5 : 0)}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

describe('npm run backtest', () => {
  let folder: string;
  const inFolder = (name: string): string => join(folder, name);
  const backtest = (...args: string[]): ReturnType<typeof run> =>
    run(process.execPath, [PROGRAM, ...args], { cwd: folder });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-backtest-'));
    await writeFile(inFolder('sales.csv'), salesCsv());
    await writeFile(inFolder('sales.csv.gz'), gzipSync(salesCsv()));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'writes the same bytes for the same sales and seed in two processes, plain or gzip, and says the figures',
    async () => {
      const args = ['--origins', '1', '--seeds', '1,2', '--json'];
      const [first] = await Promise.all([
        backtest('--data', 'sales.csv', ...args, 'first.json'),
        backtest('--data', 'sales.csv', ...args, 'second.json'),
      ]);
      await backtest('--data', 'sales.csv.gz', ...args, 'third.json');
      const figures = async (file: string): Promise<string> => {
        const { cost, ...rest } = JSON.parse(await readFile(inFolder(file), 'utf8')) as Record<string, unknown>;
        expect(cost).toEqual({
          forecasts: 2,
          cpu_seconds_per_forecast: expect.any(Number),
          peak_memory_mb: expect.any(Number),
        });
        return JSON.stringify(rest);
      };
      const [one, two, three] = [
        await figures('first.json'),
        await figures('second.json'),
        await figures('third.json'),
      ];
      expect(two).toBe(one);
      const { data, protocol, groups, seeds } = JSON.parse(one) as Record<string, Record<string, unknown>>;
      const ofThird = JSON.parse(three) as Record<string, Record<string, unknown>>;
      expect(ofThird['groups']).toEqual(groups);
      expect(data).toMatchObject({ goods: 12, first_day: '2024-01-01', last_day: '2024-09-16', has_prices: true });
      expect(protocol).toMatchObject({ horizon_days: 7, origins: ['2024-09-10'], step_days: 14, seeds: [1, 2] });
      expect(groups).toMatchObject({ eligible: { series_origins: 12, wape: expect.any(Number) } });
      expect(seeds).toHaveLength(2);
      expect(first.stdout).toContain('all eligible');
      expect(first.stderr).toContain('Forecasting 100 %');
    },
    TIMEOUT_MS,
  );

  it(
    'ends at Ctrl-C with 130, and leaves no figures and no half of them',
    async () => {
      const child = spawn(process.execPath, [PROGRAM, '--data', 'sales.csv', '--origins', '6', '--json', 'cut.json'], {
        cwd: folder,
      });
      const ended = once(child, 'exit');
      let heard = '';
      for await (const text of child.stderr.setEncoding('utf8')) {
        heard += String(text);
        if (heard.includes('Forecasting')) child.kill('SIGINT');
      }
      expect(await ended).toEqual([130, null]);
      expect((await readdir(folder)).filter((name) => name.startsWith('cut.json'))).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it.each([
    ['goods,date\na,2024-01-01\n', 'bad.csv, line 1: column "quantity" is missing'],
    ['goods,date,quantity,date\n', 'bad.csv, line 1: column "date" is there twice'],
    [
      'goods,date,quantity\na,2024-01-01,1\na,2024-02-30,1\n',
      'bad.csv, line 3: column "date" must be a day of the form',
    ],
    ['goods,date,quantity\na,2024-01-01,-1\n', 'bad.csv, line 2: column "quantity" must be a number from 0 to 1000000'],
    ['goods,date,quantity\na,2024-01-01,1e3\n', 'bad.csv, line 2: column "quantity" must be a number'],
    ['goods,date,quantity\n,2024-01-01,1\n', 'bad.csv, line 2: column "goods" must not be empty'],
    ['goods,date,quantity\na,2024-01-01\n', 'bad.csv is not CSV'],
    ['goods,date,quantity\na,2024-01-01,0\n', 'bad.csv holds no sales'],
    ['goods,date,quantity\na,2024-01-01,600000\na,2024-01-01,600000\n', 'line 3: column "quantity" comes to more than'],
    [
      'goods,date,quantity\na,2024-01-01,1\na,2024-02-01,1\n',
      'days too short: the earliest origin needs 56 days before it',
    ],
    ['', 'bad.csv is empty'],
  ])('refuses %j', async (text, message) => {
    await writeFile(inFolder('bad.csv'), text);
    await expect(backtest('--data', 'bad.csv')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });

  it('refuses a file that is missing, and gzip that is cut off', async () => {
    await expect(backtest('--data', 'none.csv')).rejects.toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('none.csv cannot be read') },
    });
    await writeFile(inFolder('half.csv.gz'), gzipSync(salesCsv()).subarray(0, 900));
    await expect(backtest('--data', 'half.csv.gz')).rejects.toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('half.csv.gz is not a whole gzip file') },
    });
  });

  it.each([
    [[], "Option '--data' needs the name of a file"],
    [['--data', 'sales.csv', '--horizon', '31'], "Option '--horizon' needs a whole number from 1 to 30"],
    [['--data', 'sales.csv', '--seed', '1', '--seeds', '2'], "Give '--seed' or '--seeds', not both"],
    [['--data', 'sales.csv', '--seeds', '1,1'], 'names a seed twice'],
    [['--data', 'sales.csv', '--json', 'no/where.json'], 'Nothing can be written into'],
    [['--data', 'sales.csv', '--weeks', '2'], "Unknown option '--weeks'"],
  ])('does not understand %j', async (args, message) => {
    await expect(backtest(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
  });

  it('helps', async () => {
    expect((await backtest('--help')).stdout).toContain('npm run backtest -- --data FILE');
  });
});
