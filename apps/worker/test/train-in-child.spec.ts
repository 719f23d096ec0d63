import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GoodsHistory, ShopHistory } from '@tor/forecasting/shop-history';
import { addDays, parseCalendarDay } from '@tor/kernel/calendar-day';
import { trainInChild } from '../src/training/train-in-child.js';

const childPath = fileURLToPath(new URL('../dist/training/training-child.js', import.meta.url));
const today = parseCalendarDay('2024-06-03');
const options = { horizonDays: 14, seed: 7 };

/** Goods that sell `index + 2` units a day, and twice that at weekends. */
function goods(index: number, days: number): GoodsHistory {
  const quantities = new Float32Array(days).map((_, day) => (index + 2) * ((day - days + 700) % 7 >= 5 ? 2 : 1));
  return {
    goodsId: `goods-${index}`,
    firstDay: addDays(today, -days),
    quantities,
    prices: new Float32Array(days).fill(5_000),
    leadTimeDays: 3,
  };
}

function shop(count: number, days: number): ShopHistory {
  return {
    asOf: today,
    goods: Array.from({ length: count }, (_, index) => goods(index, days)),
    reviewDays: 7,
    serviceLevel: 0.95,
  };
}

/** Runs `script` as the child, with its own process id in the file it is given. */
async function withChild<T>(script: string, use: (childPath: string, pidFile: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tor-child-'));
  const pidFile = join(folder, 'pid');
  const path = join(folder, 'child.mjs');
  writeFileSync(
    path,
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(pidFile)}, String(process.pid));\n${script}`,
  );
  try {
    return await use(path, pidFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('training in a child process', () => {
  it('was built', () => {
    expect({ path: childPath, built: existsSync(childPath) }).toEqual({ path: childPath, built: true });
  });

  it('brings back the forecast and tells how far it is', async () => {
    const progress: number[] = [];
    const onProgress = (fraction: number): void => void progress.push(fraction);
    const { forecasts, cost } = await trainInChild(shop(8, 300), options, { timeoutMs: 60_000, onProgress, childPath });
    expect(forecasts.map(({ goodsId, model }) => [goodsId, model])).toEqual(
      Array.from({ length: 8 }, (_, index) => [`goods-${index}`, 'xgboost']),
    );
    expect(forecasts[3]?.predicted).toHaveLength(14);
    // Ten days from a Monday on, two of them at the weekend: 8 x 5 + 2 x 10.
    expect(forecasts[3]?.protection.demand).toBeGreaterThan(54);
    expect(forecasts[3]?.protection.demand).toBeLessThan(66);
    expect(progress.at(-1)).toBe(1);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    expect(Object.values(cost).every((figure) => figure > 0)).toBe(true);
  }, 60_000);

  it('says what is wrong with a history', async () => {
    const history = shop(1, 20);
    history.goods[0]?.quantities.fill(NaN, 4, 5);
    await expect(trainInChild(history, options, { timeoutMs: 60_000, childPath })).rejects.toThrow(
      'Goods "goods-0": the quantity of day 4 must be from 0',
    );
  }, 60_000);

  it('reports a child that crashes, with its last words', async () => {
    await withChild('throw new Error("the engine trapped");', async (path) => {
      const run = trainInChild(shop(1, 20), options, { timeoutMs: 60_000, childPath: path });
      await expect(run).rejects.toThrow(/ended with code 1: [^]*the engine trapped/);
    });
  });

  it('stops a child that takes too long', async () => {
    await withChild('process.on("disconnect", () => undefined); for (;;);', async (path, pidFile) => {
      const run = trainInChild(shop(1, 20), options, { timeoutMs: 1_500, childPath: path });
      await expect(run).rejects.toThrow('Training took longer than 1500 ms and was stopped');
      expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
    });
  });

  it('stops the child when the caller gives up', async () => {
    const script = 'process.on("message", () => process.send({ kind: "progress", fraction: 0.1 }));';
    await withChild(script, async (path, pidFile) => {
      const caller = new AbortController();
      const onProgress = (): void => caller.abort(new Error('The worker is shutting down'));
      const run = trainInChild(shop(1, 20), options, {
        timeoutMs: 60_000,
        signal: caller.signal,
        onProgress,
        childPath: path,
      });
      await expect(run).rejects.toThrow('The worker is shutting down');
      expect(isRunning(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
    });
  });

  it('starts none for a caller that gave up already', async () => {
    const signal = AbortSignal.abort(new Error('Too late'));
    await expect(trainInChild(shop(1, 20), options, { timeoutMs: 1_000, signal, childPath })).rejects.toThrow(
      'Too late',
    );
  });

  it('hands the child none of the secrets in the environment', async () => {
    const script = `import { env } from "node:process";
    process.once("message", () => process.send(
      { kind: "failure", message: Object.keys(env).sort().join() }, () => process.exit(0)));`;
    await withChild(script, async (path) => {
      const run = trainInChild(shop(1, 20), options, { timeoutMs: 60_000, childPath: path });
      await expect(run).rejects.toThrow(/^(NODE_CHANNEL_\w+,?)*(PATH)?$/);
    });
  });
});
