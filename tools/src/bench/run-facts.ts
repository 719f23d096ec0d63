/** What the worker logs of a run that is done. */
export interface RunFacts {
  readonly goods: number;
  readonly load: Step;
  readonly train: Step;
  readonly write: Step;
  /** CPU seconds of the training process. */
  readonly training: {
    readonly startSeconds: number;
    readonly featuresSeconds: number;
    readonly trainingSeconds: number;
    readonly predictionSeconds: number;
    readonly peakMemoryMb: number;
  };
  /** The most that the worker itself has held since it started. */
  readonly peakMemoryMb: number;
}

interface Step {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const RUN_DONE = /Run \S+ is done: (\{.*\})/;

/** @returns null for any other line of a log */
export function readRunFacts(line: string): RunFacts | null {
  const json = RUN_DONE.exec(line)?.[1];
  return json === undefined ? null : (JSON.parse(json) as RunFacts);
}
