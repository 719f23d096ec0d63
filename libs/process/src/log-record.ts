import type { LogIds } from './log-context.js';
import type { Redactor } from './redactor.js';

/** An event of the log before it is written. */
export interface LogEvent {
  readonly at: Date;
  readonly level: string;
  readonly process: string;
  readonly context?: string | undefined;
  readonly message: string;
  /** The trace of an error, beginning with its name. */
  readonly stack?: string | undefined;
  /** Figures and names of their own, such as the status of an answer. */
  readonly facts?: Readonly<Record<string, string | number>> | undefined;
}

const NAME = /^[\w.$]+/;

/** The object of one line of JSON. */
export function logRecord(event: LogEvent, ids: LogIds, redact: Redactor): Record<string, unknown> {
  const { at, level, process, context, message, stack, facts } = event;
  return {
    time: at.toISOString(),
    level,
    process,
    ...(context && { context }),
    message: redact(message),
    ...ids,
    ...facts,
    ...(stack && { error: { name: NAME.exec(stack)?.[0] ?? 'Error', stack: redact(stack) } }),
  };
}
