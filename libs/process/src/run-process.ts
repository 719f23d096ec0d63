import { setTimeout as pause } from 'node:timers/promises';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { ProcessLogger, type LogSettings } from './process-logger.js';

/** Whoever stops a process kills it after 10 s. Services bound what they wait for: this is for what they do not foresee. */
const CLOSE_WITHIN_MS = 9000;

/** A service that runs until it is closed. */
export interface RunningService {
  /** Finishes what is under way, then lets go of everything. */
  close(): Promise<void>;
  /** What the supervisor is told together with "ready". */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** How a program becomes a process. */
export interface Startable<Config> {
  /** Reads the configuration. What it throws is told as plain text: how to write is not known yet. */
  configure(): Config;
  /** What the configuration says about the log. */
  log(config: Config): LogSettings;
  start(config: Config, logger: ProcessLogger): Promise<RunningService>;
}

/**
 * Runs a service as this process: starts it, tells the supervisor (if there is one) that it is ready, and closes it on
 * SIGTERM, on SIGINT, and when the supervisor is gone. It ends within 10 s.
 */
export async function runProcess<Config>(name: string, program: Startable<Config>): Promise<void> {
  // Asked to end while it still starts, the process ends as soon as it has.
  const asked = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
    process.once('disconnect', () => resolve());
    // A supervisor that was killed while this process still loaded is gone already: no event will say so.
    if (process.send !== undefined && !process.connected) resolve();
  });
  let log: ProcessLog = PLAIN;
  let service: RunningService;
  try {
    const config = program.configure();
    const settings = program.log(config);
    const logger = new ProcessLogger(name, settings);
    log = settings.format === 'json' ? asRecords(logger) : PLAIN;
    service = await program.start(config, logger);
  } catch (error) {
    log.failure(error);
    process.exit(error instanceof StartRefused ? EXIT_START_REFUSED : 1);
  }
  process.send?.({ type: 'ready', ...service.facts });
  await asked;
  const late = pause(CLOSE_WITHIN_MS, 'late' as const);
  const how = await Promise.race([service.close(), late]);
  if (how === 'late') log.say(`${name}: something did not let go within ${CLOSE_WITHIN_MS} ms`);
  log.say(`${name} has stopped`);
  process.exit(0);
}

/** What the process says of itself. */
interface ProcessLog {
  say(message: string): void;
  failure(error: unknown): void;
}

/** For people: without the marks of a log line. */
const PLAIN: ProcessLog = {
  say: (message) => console.log(message),
  failure: (error) => console.error(error instanceof StartRefused ? error.message : stackOf(error)),
};

function asRecords(logger: ProcessLogger): ProcessLog {
  return {
    say: (message) => logger.log(message, 'Process'),
    failure: (error) => {
      if (error instanceof StartRefused) logger.fatal(error.message, 'Process');
      else logger.fatal('The start failed', stackOf(error), 'Process');
    },
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
