import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from '@jest/globals';
import { ENVIRONMENT_VARIABLES } from '@tor/config/environment';
import { WORKER } from '@tor/supervisor/programs';
import { seedHistory } from '@tor/testing/seed-history';
import type { TestStack } from '@tor/testing/test-stack';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { ShopWithJob } from '@tor/tools/chaos/done-once';

/** A worker that nobody starts again. */
export interface LoneWorker {
  readonly pid: number;
  /** Ends it without warning, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end and waits until it is gone. @returns its exit code; null when a signal ended it */
  stop(): Promise<number | null>;
}

/** Looks until it is so: nobody tells of a process, a lock or a row. The test's own time-out ends the looking. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(10);
}

/** Starts a worker and waits until it takes jobs. */
export async function startWorker(
  { database }: TestStack,
  concurrency: number,
  env: Readonly<Record<string, string>> = {},
): Promise<LoneWorker> {
  const child: ChildProcess = fork(WORKER.entry, [], {
    env: {
      ...Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, ''])),
      SUPABASE_DB_STRING: database.appUrl,
      LOG_LEVEL: 'error',
      NIGHTLY_REFRESH_CRON: '0 0 1 1 *',
      WORKER_CONCURRENCY: String(concurrency),
      ...env,
    },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = once(child, 'exit');
  const started = once(child, 'message');
  await Promise.race([
    started,
    ended.then(([code]) => Promise.reject(new Error(`The worker ended with code ${String(code)} before it took jobs`))),
  ]);
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** New shops with a history, each of which has asked for its forecast. */
export function shopsWithJobs(test: TestStack, count: number, goods: number, days: number): Promise<ShopWithJob[]> {
  const today = calendarDayAt(new Date(), 'Asia/Jakarta');
  const make = async (): Promise<ShopWithJob> => {
    const shop = await test.newShop();
    await seedHistory(test.database, { userId: shop.userId, goods, days, today });
    const { body } = await shop.post('/api/forecast/jobs', undefined);
    return { userId: shop.userId, jobId: body.data.id, goods };
  };
  return Promise.all(Array.from({ length: count }, make));
}

/** The training children of a process, by the run that their command line names. */
export function trainingChildren(parent: number): Map<string, number> {
  const children = new Map<string, number>();
  for (const name of pidsBelow(parent)) {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
      const run = words.filter((word) => word !== '').at(-1) ?? '';
      if (/^[0-9a-f-]{36}$/.test(run)) children.set(run, Number(name));
    } catch {
      // It ended while it was looked at.
    }
  }
  return children;
}

function pidsBelow(parent: number): string[] {
  const text = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ');
}

/** Whether a process is there: not gone, and not a dead one that nobody has asked about. */
export function isAlive(pid: number): boolean {
  const [state] = statOf(pid);
  return state !== undefined && state !== 'Z';
}

/** How many hundredths of a second a process has computed; 0 of one that is gone. */
export function ticksOf(pid: number): number {
  const { 11: user, 12: system } = statOf(pid);
  return Number(user ?? 0) + Number(system ?? 0);
}

/** What the system says of a process after its name, state first; empty of one that is gone. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** Describes what needs to see processes as Linux shows them. */
export function describeWithProc(name: string, tests: () => void): void {
  if (existsSync('/proc/self/task')) {
    describe(name, tests);
    return;
  }
  const reason = 'skipped: this machine has no /proc';
  console.warn(`${name}: ${reason}`);
  const skipped = describe.skip;
  skipped(name, () => {
    it(reason, () => undefined);
  });
}
