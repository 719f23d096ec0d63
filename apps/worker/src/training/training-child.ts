// The process that trains one shop and ends. It is forked, because a trap in WebAssembly poisons the engine that ran into
// it, and because training must never hold up the worker's event loop.
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { forecastShop } from '@tor/forecasting/forecast-shop';
import { createXgboostEngine } from '@tor/xgboost-engine/xgboost-engine';
import { TrainingMeter } from './training-cost.js';
import type { TrainingReply, TrainingRequest } from './training-messages.js';

// A training takes all of a core that it gets. Where API and database share the machine, people who wait go first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

// While it trains, this thread hears of nothing: another one ends the process when the worker is gone.
new Worker(new URL('./parent-watch.js', import.meta.url)).unref();
process.once('disconnect', () => process.exit(1));
process.once('message', (request: TrainingRequest) => {
  void train(request).then((reply) => tell(reply, () => process.exit(0)));
});

async function train({ history, options }: TrainingRequest): Promise<TrainingReply> {
  try {
    const engine = await createXgboostEngine();
    const meter = new TrainingMeter();
    const onProgress = (fraction: number): void => tell({ kind: 'progress', fraction });
    const forecasts = forecastShop(history, meter.measured(engine), { ...options, onProgress });
    return { kind: 'result', forecasts, cost: meter.cost() };
  } catch (error) {
    return { kind: 'failure', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Sends without throwing when the parent is gone; the channel's end then ends this process. */
function tell(reply: TrainingReply, sent: () => void = () => undefined): void {
  process.send?.(reply, undefined, undefined, sent);
}
