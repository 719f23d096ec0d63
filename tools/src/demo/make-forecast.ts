import type { ForecastQueue } from '@tor/forecast-queue/forecast-queue';
import type { TenantId } from '@tor/kernel/tenant-id';
import { StackFailure } from '@tor/supervisor/stack-failure';
import type { Progress } from './progress.js';

const PATIENCE_MS = 15 * 60_000;

/**
 * Has the worker forecast the shop.
 * @returns how many seconds it took, from the request to the end
 * @throws StackFailure when it was not made
 */
export async function makeForecast(queue: ForecastQueue, tenant: TenantId, progress: Progress): Promise<number> {
  const started = Date.now();
  progress.update(0);
  try {
    await queue.onProgress((fraction) => progress.update(fraction));
    const outcome = await queue.forecastAndWait(tenant, PATIENCE_MS);
    if (outcome === 'failed') throw new StackFailure('The worker could not make the forecast');
    if (outcome === 'timed-out')
      throw new StackFailure(`The forecast took longer than ${PATIENCE_MS / 60_000} minutes`);
    progress.update(1);
  } finally {
    progress.stop();
  }
  return (Date.now() - started) / 1000;
}
