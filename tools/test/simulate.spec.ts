import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createXgboostEngine } from '@tor/xgboost-engine/xgboost-engine';
import { readSalesFile } from '../src/study/read-sales-file.js';
import { advicePolicy } from '../src/simulate/advice-policy.js';
import { comparePolicies, type Comparison } from '../src/simulate/compare-policies.js';
import { makeScene } from '../src/simulate/make-scene.js';
import type { Scene } from '../src/simulate/scene.js';
import { type Ledger, simulateShop } from '../src/simulate/simulate-shop.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = join(ROOT, 'data/online-retail/daily.csv.gz');
const TIMEOUT_MS = 120_000;
const WARM_UP_WEEKS = 1;

const run = promisify(execFile);

describe('thirty goods of the real shop, a few weeks', () => {
  let scene: Scene;
  let ledgers: Ledger[];
  let comparison: Comparison;

  beforeAll(async () => {
    const { goods, lastDay } = await readSalesFile(DATA);
    scene = makeScene(goods, lastDay, { goods: 30, weeks: 2, warmUpWeeks: WARM_UP_WEEKS, seed: 1 });
    const options = { serviceLevel: 0.9, tellsEmptyShelves: true, horizonDays: 30 };
    ledgers = simulateShop(scene, advicePolicy(await createXgboostEngine(), options));
    comparison = comparePolicies(scene, ledgers, 0.9, WARM_UP_WEEKS);
  }, TIMEOUT_MS);

  it('loses no unit and holds none that was not delivered', () => {
    expect(ledgers).toHaveLength(30);
    ledgers.forEach(({ opening, received, sold, onHand, reviews }, index) => {
      const total = (units: Int32Array): number => units.reduce((sum, one) => sum + one, 0);
      expect(opening + total(received) - total(sold)).toBe(onHand.at(-1));
      expect(Math.min(...onHand)).toBeGreaterThanOrEqual(0);
      sold.forEach((units, day) => expect(units).toBeLessThanOrEqual(scene.goods[index]?.demand[day] ?? 0));
      expect(reviews).toHaveLength(3);
      expect(reviews.slice(1).every(({ upTo, order, position }) => order === 0 || position === upTo)).toBe(true);
    });
  });

  it('holds rules to as much stock, within a two-hundredth', () => {
    const [advice, ...rules] = comparison.policies.filter(({ holdsAsMuch }) => holdsAsMuch);
    expect(rules).toHaveLength(3);
    for (const { averageStock } of rules) {
      expect(Math.abs(averageStock / (advice?.averageStock ?? NaN) - 1)).toBeLessThanOrEqual(0.005);
    }
    expect(comparison.policies.every(({ demand }) => demand === advice?.demand)).toBe(true);
  });
});

describe('npm run simulate', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-simulate-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const simulate = (...args: string[]): ReturnType<typeof run> =>
    run(process.execPath, [join(ROOT, 'tools/dist/simulate.js'), ...args], { cwd: folder });

  it(
    'writes the same figures for the same seed, and says them',
    async () => {
      const args = ['--goods', '3', '--weeks', '2', '--service-level', '.9', '--json'];
      const [first] = await Promise.all([simulate(...args, 'first.json'), simulate(...args, 'second.json')]);
      expect(first.stdout).toContain('Service level asked for: 90.0 %');
      const figures = async (file: string): Promise<Record<string, unknown>> => {
        const { cost, ...rest } = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, unknown>;
        expect(cost).toEqual({ seconds: expect.any(Number) });
        return rest;
      };
      const [one, two] = [await figures('first.json'), await figures('second.json')];
      expect(one).toEqual(two);
      expect(one).toMatchObject({
        protocol: { weeks: 2, warm_up_weeks: 8, seed: 1 },
        results: [{ service_level: 0.9 }],
      });
    },
    TIMEOUT_MS,
  );

  it('says what is wrong with a file, and does not begin without a folder for the figures', async () => {
    await expect(simulate('--data', 'missing.csv')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('missing.csv'),
    });
    await expect(simulate('--json', 'no/where.json')).rejects.toMatchObject({ code: 2 });
  });
});
