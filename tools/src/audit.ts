/** `npm run audit`: what is known against the packages that we use; see `npm run audit -- --help`. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseOptions } from './arguments/parse-options.js';
import { UsageError } from './arguments/usage-error.js';
import { advisoriesOf, type Advisory } from './audit/advisories.js';
import { judge } from './audit/judge.js';
import { readExceptions } from './audit/read-exceptions.js';
import { runNpm } from './npm/run-npm.js';

const USAGE = `npm run audit -- [--exceptions FILE]

Asks the registry for advisories about the packages of package-lock.json and fails on those of severity high and above
that docs/audit-exceptions.json does not except, on exceptions that have expired, and on those that nothing needs.

  --exceptions FILE   another file of exceptions
  --help              show this

Exit codes: 0 nothing, 1 something, 2 a bad command line or exceptions file, 3 the registry has no audit service.`;

const EXCEPTIONS = fileURLToPath(new URL('../../docs/audit-exceptions.json', import.meta.url));
const EXIT_FOUND = 1;
const EXIT_USAGE = 2;
const EXIT_NO_SERVICE = 3;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(file: string): Promise<number> {
  const exceptions = readExceptions(await readFile(file, 'utf8').catch(() => refuseFile(file)));
  const production = await audit(['--omit=dev']);
  const all = production && (await audit(['--include=dev']));
  if (production === null || all === null) return EXIT_NO_SERVICE;
  const shipped = new Set(production.map(({ id, package: name }) => `${id} ${name}`));
  const development = all.filter(({ id, package: name }) => !shipped.has(`${id} ${name}`));
  const groups = [
    { name: 'production', advisories: production },
    { name: 'development', advisories: development },
  ];
  for (const { name, advisories } of groups) say(`${name}: ${advisories.length} advisories of any severity`);
  const { failures, excepted } = judge(groups, exceptions, new Date().toISOString().slice(0, 10));
  excepted.forEach(say);
  failures.forEach(complain);
  say(failures.length === 0 ? 'The audit has passed' : `The audit has failed: ${failures.length}`);
  return failures.length === 0 ? 0 : EXIT_FOUND;
}

/** What npm reports; null, and said so, when the registry could not be asked. */
async function audit(scope: readonly string[]): Promise<Advisory[] | null> {
  // Installing does not audit here (.npmrc): this does.
  const { stdout, stderr } = await runNpm(['audit', '--json', '--audit=true', '--package-lock-only', ...scope]);
  const report = parsed(stdout);
  const advisories = advisoriesOf(report);
  if (advisories !== null) return advisories;
  const status = typeof report === 'object' && report !== null ? Reflect.get(report, 'statusCode') : undefined;
  complain(
    typeof status === 'number'
      ? `The registry has no audit service (it answered ${status}): nothing was audited`
      : `The registry could not be asked: nothing was audited\n${stderr.trim()}`,
  );
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuseFile(file: string): never {
  throw new UsageError(`There is no file of exceptions ${file}`);
}

try {
  const options = { exceptions: { type: 'string', default: EXCEPTIONS }, help: { type: 'boolean' } } as const;
  const { exceptions, help } = parseOptions(process.argv.slice(2), options);
  if (help) say(USAGE);
  process.exitCode = help ? 0 : await main(exceptions);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  complain(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
