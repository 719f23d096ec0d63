import type { GoodsForecast } from '@tor/forecasting/forecast-shop';
import type { ShopHistory } from '@tor/forecasting/shop-history';

/** What the thread is asked, one at a time. */
export interface ForecastRequest {
  history: ShopHistory;
  options: { horizonDays: number; seed: number };
}

/** What it answers: progress any number of times, then one result or one failure. */
export type ForecastReply =
  | { kind: 'progress'; fraction: number }
  | { kind: 'result'; forecasts: GoodsForecast[]; cpuSeconds: number }
  | { kind: 'failure'; message: string };
