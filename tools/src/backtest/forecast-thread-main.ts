// The thread that trains: the same forecaster and engine as the worker's training child.
import { parentPort } from 'node:worker_threads';
import { forecastShop } from '@tor/forecasting/forecast-shop';
import { createXgboostEngine } from '@tor/xgboost-engine/xgboost-engine';
import type { ForecastReply, ForecastRequest } from './thread-messages.js';

const engine = createXgboostEngine();
const tell = (reply: ForecastReply): void => parentPort?.postMessage(reply);

parentPort?.on('message', (request: ForecastRequest) => void answer(request).then(tell));

async function answer({ history, options }: ForecastRequest): Promise<ForecastReply> {
  try {
    const loaded = await engine;
    const before = process.cpuUsage();
    const onProgress = (fraction: number): void => tell({ kind: 'progress', fraction });
    const forecasts = forecastShop(history, loaded, { ...options, onProgress });
    const { user, system } = process.cpuUsage(before);
    return { kind: 'result', forecasts, cpuSeconds: (user + system) / 1e6 };
  } catch (error) {
    return { kind: 'failure', message: error instanceof Error ? error.message : String(error) };
  }
}
