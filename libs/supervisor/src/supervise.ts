import type { LineLog } from './line-log.js';
import { StackFailure } from './stack-failure.js';
import type { RunningStack } from './start-stack.js';

export interface Supervision {
  /** Starts the stack; ends the start when the signal is aborted. */
  start(signal: AbortSignal): Promise<RunningStack>;
  /** What to do once the stack runs. It goes on afterwards until a signal stops it; 'stop' ends it at once, with success. */
  whenRunning(stack: RunningStack, signal: AbortSignal): Promise<'stop' | undefined> | undefined;
  readonly log: LineLog;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function message(error: unknown): string {
  if (error instanceof StackFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function runUntilStopped({ start, whenRunning, log }: Supervision, stopping: AbortController): Promise<number> {
  const { signal } = stopping;
  const stopped = new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined)));
  let stack: RunningStack | undefined;
  let exitCode = 0;
  try {
    stack = await start(signal);
    const work = Promise.resolve(whenRunning(stack, signal)).then((next) => (next === 'stop' ? undefined : stopped));
    const failure = await Promise.race([work, stack.failed, stopped]);
    work.catch(() => undefined);
    if (failure !== undefined) throw failure;
  } catch (error) {
    if (!signal.aborted) {
      log(message(error));
      exitCode = error instanceof StackFailure ? error.exitCode : 1;
    }
  }
  await stack?.stop();
  return exitCode;
}

/**
 * Keeps a stack running until SIGINT, SIGTERM or SIGHUP, then stops it in order.
 * @returns the code to exit with
 */
export async function supervise(supervision: Supervision): Promise<number> {
  const stopping = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    supervision.log(stopping.signal.aborted ? `${name} again: still stopping` : `${name}: stopping`);
    stopping.abort();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await runUntilStopped(supervision, stopping);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
