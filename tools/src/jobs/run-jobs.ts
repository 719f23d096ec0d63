import type { DeadLetters, JobReport } from '@tor/forecast-queue/dead-letters';
import type { JobsCommand } from './jobs-arguments.js';

/** Longer reasons are cut off in the list; `show` has them whole. */
const LONGEST_REASON = 100;
const EXIT_NOT_DONE = 1;

/** Where the command writes: what was asked for, and what went wrong. */
export interface Output {
  say(line: string): void;
  complain(line: string): void;
}

/** Carries a command out. @returns the exit code: 1 when a job is not there or was not replayed */
export async function runJobs(command: JobsCommand, jobs: DeadLetters, out: Output): Promise<number> {
  switch (command.name) {
    case 'list':
      return list(jobs, out);
    case 'show':
      return show(command.id, jobs, out);
    case 'replay':
      return replay(command.id, jobs, out);
    case 'replay-all':
      return replayAll(jobs, out);
    case 'counts':
      for (const [state, count] of Object.entries(await jobs.counts())) out.say(`${state.padEnd(12)} ${count}`);
      return 0;
    case 'help':
      return 0;
  }
}

async function list(jobs: DeadLetters, out: Output): Promise<number> {
  let count = 0;
  for await (const job of jobs.failed()) {
    out.say(lineOf(job));
    count += 1;
  }
  out.say(count === 0 ? 'No job has failed for good.' : `${count} failed. "show ID" says all about one.`);
  return 0;
}

async function show(id: string, jobs: DeadLetters, out: Output): Promise<number> {
  const job = await jobs.find(id);
  if (!job) return unknown(id, out);
  const lines: readonly (readonly [string, string])[] = [
    ['id', job.id],
    ['job', job.name],
    ['state', job.state],
    ['tenant', job.tenantId ?? 'none'],
    ['attempts', String(job.attempts)],
    ['cut off', String(job.cutOff)],
    ['asked for', job.createdAt.toISOString()],
    ['failed', job.failedAt?.toISOString() ?? 'no'],
    ['reason', job.reason ?? 'none'],
  ];
  for (const [name, value] of lines) out.say(`${name.padEnd(10)} ${value}`);
  return 0;
}

async function replay(id: string, jobs: DeadLetters, out: Output): Promise<number> {
  const replayed = await jobs.replay(id);
  switch (replayed.kind) {
    case 'replayed':
      out.say(`Job ${id} is asked for again, as job ${replayed.newId}`);
      return 0;
    case 'unknown':
      return unknown(id, out);
    case 'not-failed':
      out.complain(`Job ${id} has not failed for good: it is ${replayed.state}`);
      return EXIT_NOT_DONE;
    case 'not-possible':
      out.complain(`Job ${id} cannot be replayed: ${replayed.why}`);
      return EXIT_NOT_DONE;
  }
}

async function replayAll(jobs: DeadLetters, out: Output): Promise<number> {
  // The ids first: replaying takes jobs out of what is paged through.
  const ids: string[] = [];
  for await (const { id } of jobs.failed()) ids.push(id);
  let worst = 0;
  for (const id of ids) worst = Math.max(worst, await replay(id, jobs, out));
  if (ids.length === 0) out.say('No job has failed for good.');
  return worst;
}

function unknown(id: string, out: Output): number {
  out.complain(`There is no job ${id}. Finished jobs are kept for an hour, failed ones for 14 days.`);
  return EXIT_NOT_DONE;
}

function lineOf({ id, name, tenantId, attempts, cutOff, failedAt, reason }: JobReport): string {
  const [first = ''] = (reason ?? 'no reason').split('\n');
  const short = first.length > LONGEST_REASON ? `${first.slice(0, LONGEST_REASON - 1)}…` : first;
  const tries = `${attempts} attempts${cutOff > 0 ? `, cut off ${cutOff} times` : ''}`;
  return `${failedAt?.toISOString() ?? ''}  ${id}  ${name}  tenant ${tenantId ?? 'none'}  ${tries}  ${short}`;
}
