import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { logIds, type LogIds } from './log-context.js';
import { logRecord } from './log-record.js';
import { indented, oneLine } from './one-line.js';
import { redactor, type Redactor } from './redactor.js';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** Parts of Nest that tell, at every start, what has not changed since the last. */
const START_UP_CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

export interface LogSettings {
  readonly format: 'text' | 'json';
  readonly least: 'error' | 'warn' | 'log' | 'debug';
  /** Values that must not be written, such as passwords and keys. */
  readonly secrets: readonly string[];
}

/**
 * What a process writes to its log: one line an event, from the most urgent level down to `least`, with the ids of the
 * request or job that it belongs to. As text for people, or as a JSON object for whoever collects logs. Messages are texts;
 * of objects nothing is written, since nobody knows what is in them.
 */
export class ProcessLogger extends ConsoleLogger {
  readonly #redact: Redactor;
  /** Of the line that is being written, where whoever writes it has said them. */
  #ids: LogIds | null = null;

  constructor(
    private readonly name: string,
    private readonly settings: LogSettings,
  ) {
    const { format, least } = settings;
    super({
      colors: false,
      prefix: 'Tor',
      json: format === 'json',
      logLevels: LEVELS.slice(0, LEVELS.indexOf(least) + 1),
    });
    this.#redact = redactor(settings.secrets);
  }

  /** Nest logs what stops the start with its whole stack; the process itself says it, in one readable message. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) === 'ExceptionHandler') return;
    super.error(message, ...rest);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && START_UP_CHATTER.has(context)) return;
    super.log(message, ...rest);
  }

  /** Whether answered requests are written at all. */
  get writesAccess(): boolean {
    return this.isLevelEnabled(this.#accessLevel);
  }

  /**
   * Writes that a request was answered. As JSON among the usual lines, with a field for each fact; as text only at `debug`,
   * so that people who watch a terminal see what happens and not how often. Its ids are given: a request is over by then, and
   * nobody follows it.
   */
  access(message: string, facts: Readonly<Record<string, string | number>>, ids: LogIds): void {
    if (!this.writesAccess) return;
    this.#ids = ids;
    try {
      this.printMessages([message], 'Access', this.#accessLevel, 'stdout', undefined, facts);
    } finally {
      this.#ids = null;
    }
  }

  get #accessLevel(): 'log' | 'debug' {
    return this.settings.format === 'json' ? 'log' : 'debug';
  }

  protected override printAsJson(
    message: unknown,
    { context, logLevel, writeStreamType, errorStack, error, params }: Parameters<ConsoleLogger['printAsJson']>[1],
  ): void {
    const stack = error?.stack ?? (typeof errorStack === 'string' ? errorStack : undefined);
    const event = { at: new Date(), level: logLevel, process: this.name, context, message: textOf(message), stack };
    const record = logRecord({ ...event, facts: params && factsOf(params) }, this.#ids ?? logIds(), this.#redact);
    process[writeStreamType ?? 'stdout'].write(`${JSON.stringify(record)}\n`);
  }

  protected override formatMessage(
    level: LogLevel,
    message: unknown,
    pidMessage: string,
    formattedLogLevel: string,
    contextMessage: string,
    timestampDiff: string,
  ): string {
    const text = oneLine(this.#redact(textOf(this.resolveMessage(message)))) + idsText(this.#ids ?? logIds());
    return super.formatMessage(level, text, pidMessage, formattedLogLevel, contextMessage, timestampDiff);
  }

  protected override printStackTrace(stack: string): void {
    if (stack && this.settings.format === 'text') process.stderr.write(`${indented(this.#redact(stack))}\n`);
  }
}

function textOf(message: unknown): string {
  return message instanceof Error ? (message.stack ?? message.message) : String(message);
}

/** Objects that someone passes along with a message stay out. */
function factsOf(params: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string | number] =>
      ['string', 'number'].includes(typeof entry[1]),
    ),
  );
}

function idsText(ids: LogIds): string {
  const known = Object.entries(ids).map(([name, id]) => `${name}=${String(id)}`);
  return known.length === 0 ? '' : ` (${known.join(' ')})`;
}
