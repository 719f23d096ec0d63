import type { MeasuredEndpoint } from './measured-endpoint.js';

/** A whole run. */
export interface Measurement {
  readonly machine: Machine;
  readonly shops: string;
  readonly endpoints: readonly MeasuredEndpoint[];
  readonly process: ProcessFigures;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly postgres: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

export interface ProcessFigures {
  /** From the process's start until it takes requests; the median of several starts. */
  readonly readySeconds: number;
  /** What is resident after all requests of the run; null where the system has no `/proc`. */
  readonly apiMb: number | null;
  readonly workerMb: number | null;
}
