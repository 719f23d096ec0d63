import { performance } from 'node:perf_hooks';
import type { TrainingCost } from '../training/training-cost.js';

interface Step {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** What each step of a run took in this process; the CPU is that of all the runs which it works at meanwhile. */
export class RunMeter {
  readonly #steps = new Map<'load' | 'train' | 'write', Step>();
  #last = now();

  /** The step has ended; it began where the one before it ended. */
  note(step: 'load' | 'train' | 'write'): void {
    const end = now();
    this.#steps.set(step, {
      seconds: end.seconds - this.#last.seconds,
      cpuSeconds: end.cpuSeconds - this.#last.cpuSeconds,
    });
    this.#last = end;
  }

  /** How long a step took that has ended. */
  secondsOf(step: 'load' | 'train' | 'write'): number {
    return this.#steps.get(step)?.seconds ?? 0;
  }

  /**
   * One line for the log: seconds and CPU seconds of each step here, CPU seconds of each step of the training process, and the
   * most memory that either has held.
   * @param training null where there was nothing to train
   */
  line(runId: string, goods: number, training: TrainingCost | null): string {
    const facts = {
      goods,
      load: rounded(this.#steps.get('load')),
      train: rounded(this.#steps.get('train')),
      write: rounded(this.#steps.get('write')),
      training: training && rounded(training),
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
    return `Run ${runId} is done: ${JSON.stringify(facts)}`;
  }
}

function now(): Step {
  const { user, system } = process.cpuUsage();
  return { seconds: performance.now() / 1_000, cpuSeconds: (user + system) / 1e6 };
}

function rounded(figures: Step | TrainingCost | undefined): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures ?? {}).map(([name, figure]) => [name, Math.round(Number(figure) * 1_000) / 1_000]),
  );
}
