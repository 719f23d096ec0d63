/** `npm run fuzz`: random requests against the OpenAPI document; see `npm run fuzz -- --help`. */
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { UsageError } from './arguments/usage-error.js';
import { describeFinding } from './fuzz/describe-finding.js';
import type { ApiDocument } from './openapi/document.js';
import { readFuzzArguments, USAGE } from './fuzz/fuzz-options.js';
import { runFuzz } from './fuzz/run-fuzz.js';
import { withScratchApi } from './scratch/scratch-api.js';

const EXIT_USAGE = 2;
const MOST_SHOWN = 30;
/** No limit in the way, and no waiting for a worker that is not there. */
const API_SETTINGS = {
  DEV_ENV: 'production',
  RATE_LIMIT_PER_MINUTE: '100000',
  SIGN_IN_LIMIT_PER_MINUTE: '10000',
  BAD_TOKEN_LIMIT_PER_MINUTE: '100000',
  TRANSFER_LIMIT_PER_MINUTE: '10000',
  CHAT_LIMIT_PER_MINUTE: '10000',
  FORECAST_WAIT_MS: '0',
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { requests, seed, url: given, help } = readFuzzArguments(process.argv.slice(2));
  if (help) {
    say(USAGE);
    return 0;
  }
  const fuzz = async (url: string, signal?: AbortSignal): Promise<number> => {
    const started = Date.now();
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as ApiDocument;
    say(`${requests} requests of seed ${seed} to ${url}`);
    const { findings, statuses, goodAnswers } = await runFuzz({
      url,
      document,
      requests,
      seed,
      ...(signal && { signal }),
    });
    for (const finding of findings.slice(0, MOST_SHOWN)) say(`\n${describeFinding(finding, seed)}`);
    say(`\nAnswers by status: ${JSON.stringify(statuses)}`);
    say(`Good answers by operation: ${JSON.stringify(goodAnswers)}`);
    say(`${findings.length} findings in ${Math.round((Date.now() - started) / 1000)} s, seed ${seed}`);
    return findings.length > 0 ? 1 : 0;
  };
  return given === null ? withScratchApi({ env: API_SETTINGS, say }, fuzz) : fuzz(given);
}

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof StartRefused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(EXIT_START_REFUSED);
}
