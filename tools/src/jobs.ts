/** `npm run jobs -- COMMAND`: the jobs that failed for good, for an operator; see `npm run jobs -- --help`. */
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { Config } from '@tor/config/config';
import { loadConfig } from '@tor/config/load-config';
import { DeadLetters } from '@tor/forecast-queue/dead-letters';
import { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import { ForecastQueueModule } from '@tor/forecast-queue/forecast-queue.module';
import { EXIT_START_REFUSED, StartRefused } from '@tor/kernel/start-refused';
import { runningDatabase } from '@tor/supervisor/running-database';
import { StackFailure } from '@tor/supervisor/stack-failure';
import { UsageError } from './arguments/usage-error.js';
import { readJobsArguments, USAGE, type JobsCommand } from './jobs/jobs-arguments.js';
import { runJobs } from './jobs/run-jobs.js';

const EXIT_USAGE = 2;
const EXIT_OUT_OF_REACH = 1;
const PATIENCE_MS = 10_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(command: JobsCommand): Promise<number> {
  const { database, queue } = await reachable(loadConfig('supervisor'));
  const app = await NestFactory.createApplicationContext(ForecastQueueModule.forRoot(queue, database, null), {
    logger: false,
    abortOnError: false,
  });
  const problem = await problemOf(app.get(ForecastQueue));
  if (problem !== null) {
    complain(`The queue is out of reach: ${problem}`);
    return EXIT_OUT_OF_REACH;
  }
  const code = await runJobs(command, app.get(DeadLetters), { say, complain });
  await app.close();
  return code;
}

/** Why the queue cannot be used; null when it can. A client of Redis waits for a server that is away as long as it takes. */
async function problemOf(queue: ForecastQueue): Promise<string | null> {
  const patience = pause(PATIENCE_MS, `it did not answer within ${PATIENCE_MS / 1000} s`, { ref: false });
  const asked = queue.check().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return Promise.race([asked, patience]);
}

/** The configuration with the embedded database where none is named. The queue on Redis needs no database. */
async function reachable(config: Config): Promise<Config> {
  if (config.queue.redisUrl !== null || config.database.url !== '') return config;
  const url = await runningDatabase(config.dataDir);
  return { ...config, database: { ...config.database, url, role: 'tor_app' } };
}

try {
  const command = readJobsArguments(process.argv.slice(2));
  if (command.name === 'help') say(USAGE);
  process.exit(command.name === 'help' ? 0 : await main(command));
} catch (error) {
  if (error instanceof UsageError) {
    complain(`${error.message}\n\n${USAGE}`);
    process.exit(EXIT_USAGE);
  }
  if (!(error instanceof StartRefused || error instanceof StackFailure)) throw error;
  complain(error.message);
  process.exit(error instanceof StackFailure ? error.exitCode : EXIT_START_REFUSED);
}
