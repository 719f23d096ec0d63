import type { RegressionEngine } from '@tor/forecasting/regression-engine';

/** What a training took. Seconds are of the CPU, of all threads of the process. */
export interface TrainingCost {
  /** Until there was a history to look at and an engine to train with. */
  readonly startSeconds: number;
  /** Laying out histories, building rows, bands: all that is not in the next two. */
  readonly featuresSeconds: number;
  readonly trainingSeconds: number;
  readonly predictionSeconds: number;
  /** The most memory the process held at once, in MB. */
  readonly peakMemoryMb: number;
}

/** Reads the cost of this process, which forecasts once. */
export class TrainingMeter {
  readonly #startSeconds = cpuSeconds();
  #training = 0;
  #prediction = 0;

  /** The same engine, its work counted. */
  measured(engine: RegressionEngine): RegressionEngine {
    return {
      fit: (...args) => {
        const before = cpuSeconds();
        const model = engine.fit(...args);
        this.#training += cpuSeconds() - before;
        return {
          predict: (rows, count) => {
            const started = cpuSeconds();
            const predicted = model.predict(rows, count);
            this.#prediction += cpuSeconds() - started;
            return predicted;
          },
        };
      },
    };
  }

  cost(): TrainingCost {
    return {
      startSeconds: this.#startSeconds,
      featuresSeconds: cpuSeconds() - this.#startSeconds - this.#training - this.#prediction,
      trainingSeconds: this.#training,
      predictionSeconds: this.#prediction,
      peakMemoryMb: process.resourceUsage().maxRSS / 1024,
    };
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
