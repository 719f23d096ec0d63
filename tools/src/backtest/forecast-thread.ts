import { Worker } from 'node:worker_threads';
import type { ForecastOptions, GoodsForecast } from '@tor/forecasting/forecast-shop';
import type { ShopHistory } from '@tor/forecasting/shop-history';
import type { ForecastReply, ForecastRequest } from './thread-messages.js';

/**
 * Forecasts in a thread of its own, one shop after the other: training is synchronous, and this thread has to hear Ctrl-C and to
 * move its progress bar meanwhile. The thread ends with the process, however that ends.
 */
export class ForecastThread {
  private readonly thread = new Worker(new URL('./forecast-thread-main.js', import.meta.url));
  /** CPU seconds of each forecast, in the order of the calls. */
  readonly cpuSeconds: number[] = [];

  /** @throws Error with the forecaster's own message; saying so when the thread ends */
  forecast(history: ShopHistory, { horizonDays, seed, onProgress }: ForecastOptions): Promise<GoodsForecast[]> {
    const { thread } = this;
    return new Promise((resolve, reject) => {
      const settled = (settle: () => void): void => {
        thread.off('error', failed).off('exit', ended).off('message', heard);
        settle();
      };
      const failed = (error: unknown): void => settled(() => reject(asError(error)));
      const ended = (code: number): void => failed(new Error(`The forecasting thread ended with code ${code}`));
      const heard = (reply: ForecastReply): void => {
        if (reply.kind === 'progress') return onProgress?.(reply.fraction);
        if (reply.kind === 'failure') return failed(new Error(reply.message));
        this.cpuSeconds.push(reply.cpuSeconds);
        settled(() => resolve(reply.forecasts));
      };
      thread.on('error', failed).on('exit', ended).on('message', heard);
      thread.postMessage({ history, options: { horizonDays, seed } } satisfies ForecastRequest);
    });
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
