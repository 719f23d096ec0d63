/**
 * How often a job is tried and how long it is kept. Between tries about 2 s, then 4 s, up to half of it less by chance, so
 * that jobs that failed together do not come back together. Finished jobs are kept so that late callers can still ask for
 * their end; jobs that failed for good stay as the dead-letter set.
 */
export const JOB_OPTIONS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 2000, jitter: 0.5 },
  removeOnComplete: { age: 3600, count: 1000 },
  removeOnFail: { age: 14 * 24 * 3600 },
} as const;

/** Jobs without a priority come first, those with a higher number later. */
export const NIGHTLY_PRIORITY = 10;

/**
 * When a job counts as cut off and is delivered again. A worker renews its lock on a job every 5 s; training happens in
 * another process, so nothing keeps it from that for long. A lock of 10 s looked for every 5 s means that the job of a
 * killed worker goes on within 15 s where another worker runs. A lock that was lost because the queue was out of reach costs
 * a second training and nothing else: a run is written once. A job that was cut off a fourth time (it may be what kills the
 * workers) goes to the dead-letter set.
 */
export const WORKER_OPTIONS = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 3 } as const;
