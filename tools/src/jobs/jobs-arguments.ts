import { UsageError } from '../arguments/usage-error.js';

export const USAGE = `npm run jobs -- COMMAND

Forecast jobs that failed for good: the dead-letter set of the queue. Reads the configuration as "npm start" does.

  list           the failed jobs, the latest first
  show ID        all about a job
  replay ID      ask again for what a failed job was to do, and take it out of the set
  replay-all     the same for all of them
  counts         how many jobs there are in each state
  --help         show this`;

export type JobsCommand =
  | { readonly name: 'list' | 'replay-all' | 'counts' | 'help' }
  | { readonly name: 'show' | 'replay'; readonly id: string };

/** @throws UsageError that says what is wrong */
export function readJobsArguments(args: readonly string[]): JobsCommand {
  const [name, ...rest] = args;
  switch (name) {
    case '--help':
    case '-h':
      return { name: 'help' };
    case 'list':
    case 'replay-all':
    case 'counts':
      if (rest.length > 0) throw new UsageError(`"${name}" takes nothing more, not "${rest.join(' ')}"`);
      return { name };
    case 'show':
    case 'replay': {
      const [id, ...more] = rest;
      if (id === undefined || id === '' || more.length > 0) throw new UsageError(`"${name}" takes the id of one job`);
      return { name, id };
    }
    default:
      throw new UsageError(name === undefined ? 'Say what to do' : `There is no command "${name}"`);
  }
}
