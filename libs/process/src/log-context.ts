import { Ambient } from '@tor/ambient/ambient';

/** What the lines of a log belong to. Ids alone: nothing that somebody wrote, and no secret. */
export interface LogIds {
  request_id?: string;
  job_id?: string;
  run_id?: string;
  tenant_id?: string;
  /** Where the work is traced. */
  trace_id?: string;
}

const current = new Ambient<LogIds>();

/** Runs `work` with these ids, and no others, on every line that it logs, whatever it waits for. Ids added to them later count too. */
export function withLogIds<T>(ids: LogIds, work: () => Promise<T>): Promise<T> {
  return current.during(ids, work);
}

/** Like {@link withLogIds}, for work that goes on after `work` has returned. @param ended called with what says that it is over */
export function withLogIdsUntil(ids: LogIds, ended: (over: () => void) => void, work: () => void): void {
  ended(current.hold());
  current.within(ids, work);
}

/** Runs `log` with these ids, and no others, on every line. */
export function logWith(ids: LogIds, log: () => void): void {
  current.within(ids, log);
}

/** The ids of the work that runs now. */
export function logIds(): Readonly<LogIds> {
  return current.get() ?? {};
}
