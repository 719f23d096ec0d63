import { setTimeout as pause } from 'node:timers/promises';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';

/** Whoever stops a process kills it after 10 s. Services bound what they wait for: this is for what they do not foresee. */
const CLOSE_WITHIN_MS = 9000;

/** A service that runs until it is closed. */
export interface RunningService {
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
  /** What the supervisor is told together with "ready". */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/**
 * Runs a service as this process: starts it, tells the supervisor (if there is one) that it is ready, and closes it on
 * SIGTERM, on SIGINT, and when the supervisor is gone. It ends within 10 s.
 */
export async function runProcess(name: string, start: () => Promise<RunningService>): Promise<void> {
  // Asked to end while it still starts, the process ends as soon as it has.
  const asked = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
    process.once('disconnect', () => resolve());
    // A supervisor that was killed while this process still loaded is gone already: no event will say so.
    if (process.send !== undefined && !process.connected) resolve();
  });
  let service: RunningService;
  try {
    service = await start();
  } catch (error) {
    console.error(error instanceof StartRefused ? error.message : error);
    process.exit(error instanceof StartRefused ? EXIT_START_REFUSED : 1);
  }
  process.send?.({ type: 'ready', ...service.facts });
  await asked;
  const late = pause(CLOSE_WITHIN_MS, 'late' as const);
  const how = await Promise.race([service.close(), late]);
  if (how === 'late') console.warn(`${name}: something did not let go within ${CLOSE_WITHIN_MS} ms`);
  console.log(`${name} has stopped`);
  process.exit(0);
}
