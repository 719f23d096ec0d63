import { setMaxListeners } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { loadConfig } from '@tor/config/load-config';
import { scratchEnvironment } from '../scratch/scratch-environment.js';
import { textTable } from '../study/text-table.js';
import type { ChaosOptions } from './chaos-options.js';
import type { Figures, Scenario } from './scenario.js';
import { NotRun, PromiseBroken } from '../world/promised.js';
import { type Surroundings, World } from '../world/world.js';

export interface ChaosOutput {
  readonly say: (line: string) => void;
}

/** How a scenario ended. */
type Outcome =
  | { readonly kind: 'kept'; readonly figures: Figures }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'not run'; readonly why: string };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** As a shell tells of programs that a signal ended: 128 and the signal's number. */
const EXIT_INTERRUPTED = 130;
/** Lines of the programs' logs that are shown when a promise was broken. */
const LOG_SHOWN = 25;

/**
 * Runs the scenarios one after the other. A signal ends what runs, and everything that it started.
 * @returns the code to exit with
 * @throws ConfigError when the environment is not usable
 */
export async function runChaos(
  { scenarios, small, seed, minutes, log }: ChaosOptions,
  env: NodeJS.ProcessEnv,
  { say }: ChaosOutput,
): Promise<number> {
  const { dataDir } = loadConfig('supervisor', scratchEnvironment(env));
  const stopping = new AbortController();
  // Every request listens for the end; they are many.
  setMaxListeners(0, stopping.signal);
  const onSignal = (name: NodeJS.Signals): void => {
    say(stopping.signal.aborted ? `${name} again: still stopping` : `${name}: stopping`);
    stopping.abort();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  const write = (line: string): void => {
    if (log !== null) appendFileSync(log, `${line}\n`);
  };
  if (log !== null) writeFileSync(log, '');
  const rows: string[][] = [];
  let broken = 0;
  try {
    for (const scenario of scenarios) {
      say(`\n${scenario.name}: ${scenario.promise}.`);
      write(`--- ${scenario.name}`);
      const started = Date.now();
      const outcome = await runScenario(
        scenario,
        { small, seed, minutes },
        { env, dataDir, signal: stopping.signal, log: write },
        say,
      );
      if (stopping.signal.aborted) return EXIT_INTERRUPTED;
      const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
      const verdict = tell(outcome, say);
      if (outcome.kind === 'broken') broken++;
      rows.push([scenario.name, verdict, seconds]);
    }
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
  say('');
  for (const line of textTable([['scenario', 'promise', 'took'], ...rows])) say(line);
  return broken > 0 ? 1 : 0;
}

/** @returns the outcome in a word or two */
function tell(outcome: Outcome, say: (line: string) => void): string {
  switch (outcome.kind) {
    case 'kept':
      for (const [name, figure] of Object.entries(outcome.figures)) say(`  ${name}: ${figure}`);
      say('  kept');
      return 'kept';
    case 'broken':
      say(`  BROKEN: ${outcome.why}`);
      return 'BROKEN';
    case 'not run':
      say(`  not run: ${outcome.why}`);
      return `not run: ${outcome.why}`;
  }
}

async function runScenario(
  scenario: Scenario,
  options: Pick<ChaosOptions, 'small' | 'seed' | 'minutes'>,
  surroundings: Surroundings,
  say: (line: string) => void,
): Promise<Outcome> {
  const { signal } = surroundings;
  const worlds: Promise<World>[] = [];
  const startWorld: Parameters<Scenario['run']>[0]['startWorld'] = (options) => {
    const world = World.start(options, surroundings);
    worlds.push(world);
    return world;
  };
  const opened = async (): Promise<World[]> =>
    (await Promise.allSettled(worlds)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  try {
    const run = scenario.run({ ...options, say: (line) => say(`  ${line}`), signal, startWorld });
    const figures = await Promise.race([run, untilAborted(signal)]);
    return { kind: 'kept', figures };
  } catch (error) {
    if (error instanceof NotRun) return { kind: 'not run', why: error.message };
    if (!signal.aborted) {
      for (const world of await opened()) for (const line of world.log.slice(-LOG_SHOWN)) say(`    ${line}`);
    }
    return { kind: 'broken', why: whyOf(error) };
  } finally {
    for (const world of await opened()) await world.close();
  }
}

/** What no scenario foresaw is no promise kept either. */
function whyOf(error: unknown): string {
  if (error instanceof PromiseBroken) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
