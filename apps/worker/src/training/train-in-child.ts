import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GoodsForecast } from '@tor/forecasting/forecast-shop';
import type { ShopHistory } from '@tor/forecasting/shop-history';
import type { TrainingCost } from './training-cost.js';
import type { TrainingRequest } from './training-messages.js';
import { isTrainingReply } from './training-messages.js';

const CHILD = fileURLToPath(new URL('./training-child.js', import.meta.url));
/** For JavaScript objects alone; matrices and the engine's memory come on top. */
const CHILD_HEAP_MB = 512;
const KEPT_STDERR = 2_000;
const LONGEST_TIMEOUT_MS = 2_147_483_647;

export interface ChildOptions {
  /** The child is killed after so many milliseconds. */
  timeoutMs: number;
  /** Kills the child and rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Told the share of the work that is done, 0..1. It must not throw. */
  onProgress?: (fraction: number) => void;
  /** Stands in the child's command line, so that `ps` says which run a process trains. */
  label?: string;
  /** The compiled `training-child.js`; left out, the one beside this file. */
  childPath?: string;
}

/** What a child answered. */
export interface Trained {
  forecasts: GoodsForecast[];
  cost: TrainingCost;
}

/**
 * Forecasts a shop in a process of its own. Whatever the outcome, that process is gone when the promise settles.
 * @throws Error with the child's own message when the forecast fails; saying so when the child crashes or takes too long
 */
export async function trainInChild(
  history: ShopHistory,
  options: TrainingRequest['options'],
  { timeoutMs, signal, onProgress, label, childPath = CHILD }: ChildOptions,
): Promise<Trained> {
  if (!(timeoutMs > 0 && timeoutMs <= LONGEST_TIMEOUT_MS)) {
    throw new Error(`timeoutMs must be above 0 and at most ${LONGEST_TIMEOUT_MS}, not ${timeoutMs}`);
  }
  signal?.throwIfAborted();
  const child = forkChild(childPath, label === undefined ? [] : [label]);
  const kill = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(kill, timeoutMs);
  signal?.addEventListener('abort', kill, { once: true });
  process.once('exit', kill);
  const started = Date.now();
  try {
    const outcome = ending(child, onProgress);
    const { horizonDays, seed } = options;
    child.send({ history, options: { horizonDays, seed } } satisfies TrainingRequest, () => undefined);
    const { trained, failure } = await outcome;
    if (trained) return trained;
    signal?.throwIfAborted();
    if (Date.now() - started >= timeoutMs) throw new Error(`Training took longer than ${timeoutMs} ms and was stopped`);
    throw new Error(failure);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    process.removeListener('exit', kill);
  }
}

/** The child sees no secret of the worker: its environment is empty. */
function forkChild(path: string, args: readonly string[]): ChildProcess {
  return fork(path, args, {
    serialization: 'advanced',
    env: {},
    execArgv: [`--max-old-space-size=${CHILD_HEAP_MB}`],
    // Nothing is written to its input: that it ends tells the child that this process is gone (parent-watch.ts).
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  });
}

interface Ending {
  trained?: Trained;
  failure: string;
}

/** Waits until the child is gone, and says what it left. */
function ending(child: ChildProcess, onProgress?: (fraction: number) => void): Promise<Ending> {
  return new Promise((resolve) => {
    let trained: Trained | undefined;
    let failure: string | undefined;
    let stderr = '';
    child.stdin?.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR);
    });
    child.on('message', (message: unknown) => {
      if (!isTrainingReply(message)) return;
      if (message.kind === 'progress') onProgress?.(message.fraction);
      else if (message.kind === 'result') trained = { forecasts: message.forecasts, cost: message.cost };
      else failure = message.message;
    });
    child.once('error', (error) => {
      failure ??= `The training process failed: ${error.message}`;
      if (child.pid === undefined) resolve({ failure });
    });
    child.once('close', (code, signalName) => {
      const how = signalName === null ? `with code ${code}` : `by ${signalName}`;
      const words = stderr.trim();
      failure ??= `The training process ended ${how}${words === '' ? '' : `: ${words}`}`;
      resolve({ ...(trained && { trained }), failure });
    });
  });
}
