/** `npm run bench`: how close the API is to the machine's limit. `npm run bench -- NAME`: measures what else the documentation says. */
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { firstForecast } from './bench/first-forecast.js';
import { forecast } from './bench/forecast.js';
import { growth } from './bench/growth.js';
import { readLimitOptions } from './bench/limit/limit-options.js';
import { runLimit } from './bench/limit/run-limit.js';
import { UsageError } from './arguments/usage-error.js';
import { sizes } from './bench/sizes.js';
import { totals } from './bench/totals.js';

const BENCHES: Readonly<Record<string, (say: (line: string) => void) => Promise<number>>> = {
  'first-forecast': firstForecast,
  forecast,
  growth,
  sizes,
  totals,
};

const EXIT_USAGE = 2;
const USAGE = `npm run bench -- [--check] [--record] [--small]
npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}

  --check   exit with 1 where an endpoint is slower, by a tenth or more, than docs/performance.json has it
  --record  write docs/performance.md and docs/performance.json
  --small   small shops and short turns, nothing judged`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const [name = ''] = args;
const bench = BENCHES[name];

try {
  if (bench === undefined) process.exit(await runLimit(readLimitOptions(args), say));
  if (args.length > 1) throw new UsageError(`"${name}" takes no options`);
  process.exit(await bench(say));
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
