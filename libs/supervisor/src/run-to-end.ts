import { type ChildSpec, RunningChild } from './child-process.js';
import type { LineLog } from './line-log.js';
import { StackFailure } from './stack-failure.js';

/**
 * Runs a program that ends by itself, such as the migrations.
 * @throws StackFailure when it ends with anything but success
 */
export async function runToEnd(
  spec: ChildSpec,
  options: { readonly log: LineLog; readonly graceMs: number; readonly signal?: AbortSignal },
): Promise<void> {
  const child = new RunningChild(spec, options.log);
  const stop = (): void => void child.stop(options.graceMs);
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  const { code, signal } = await child.exit;
  options.signal?.removeEventListener('abort', stop);
  if (code === 0 || options.signal?.aborted) return;
  throw new StackFailure(`${spec.name} failed (${signal ?? `code ${code ?? 'unknown'}`}): see its message`, code ?? 1);
}
