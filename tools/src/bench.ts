/** `npm run bench -- NAME`: measures what the documentation says. */
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { firstForecast } from './bench/first-forecast.js';
import { forecast } from './bench/forecast.js';
import { growth } from './bench/growth.js';
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
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const [name = ''] = process.argv.slice(2);
const bench = BENCHES[name];

try {
  if (bench === undefined) {
    process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}\n`);
    process.exit(EXIT_USAGE);
  }
  process.exit(await bench(say));
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
