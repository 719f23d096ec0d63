import { AsyncLocalStorage } from 'node:async_hooks';

/** What the lines of a log belong to. Ids alone: nothing that somebody wrote, and no secret. */
export interface LogIds {
  request_id?: string;
  job_id?: string;
  run_id?: string;
  tenant_id?: string;
  /** Where the work is traced. */
  trace_id?: string;
}

const current = new AsyncLocalStorage<LogIds>();

/** Runs `work` with these ids, and no others, on every line that it logs, whatever it waits for. */
export function withLogIds<T>(ids: LogIds, work: () => T): T {
  return current.run({ ...ids }, work);
}

/** Adds what has become known about the work that runs now. Without effect outside of {@link withLogIds}. */
export function addLogIds(ids: LogIds): void {
  const known = current.getStore();
  if (known) Object.assign(known, ids);
}

/** The ids of the work that runs now. */
export function logIds(): Readonly<LogIds> {
  return current.getStore() ?? {};
}
