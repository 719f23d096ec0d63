import { ConsoleLogger, type LogLevel } from '@nestjs/common';

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug'];

/** Parts of Nest that tell, at every start, what has not changed since the last. */
const START_UP_CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** What a process writes to its log: one line an event, without colours, from the most urgent level down to `least`. */
export class ProcessLogger extends ConsoleLogger {
  constructor(least: 'error' | 'warn' | 'log' | 'debug') {
    super({ colors: false, prefix: 'Tor', logLevels: LEVELS.slice(0, LEVELS.indexOf(least) + 1) });
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
}
