import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { ProcessMetrics } from '@tor/process/process-metrics';
import type { WeekScore } from '../forecast-shop/week-score.js';
import type { TrainingCost } from '../training/training-cost.js';

const DURATIONS = [0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 300];
const WAPES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 2, 3];

/** Adds up what forecasts cost, and how far off those were whose week is over: of all shops together. */
@Injectable()
export class ForecastMetrics {
  readonly #goods: Counter;
  readonly #trainings: Histogram;
  readonly #cpu: Counter<'step'>;
  readonly #wape: Histogram;
  readonly #sold: Counter;
  readonly #error: Counter;
  readonly #naiveError: Counter;

  constructor({ registry }: ProcessMetrics) {
    const registers = [registry];
    this.#goods = new Counter({ name: 'tor_forecast_goods_total', help: 'Goods that got a forecast', registers });
    this.#trainings = new Histogram({
      name: 'tor_forecast_training_seconds',
      help: 'How long trainings took that succeeded, their process and all',
      buckets: DURATIONS,
      registers,
    });
    this.#cpu = new Counter({
      name: 'tor_forecast_training_cpu_seconds_total',
      help: 'CPU seconds of the training processes that succeeded, by step',
      labelNames: ['step'],
      registers,
    });
    this.#wape = new Histogram({
      name: 'tor_forecast_wape',
      help: 'How far a shop was off with what was forecast for the last seven days, a week ago: errors over units sold',
      buckets: WAPES,
      registers,
    });
    this.#sold = new Counter({
      name: 'tor_forecast_scored_units_total',
      help: 'Units sold in the weeks whose forecasts were scored',
      registers,
    });
    this.#error = new Counter({
      name: 'tor_forecast_error_units_total',
      help: 'Units by which scored forecasts of seven days were off',
      registers,
    });
    this.#naiveError = new Counter({
      name: 'tor_forecast_naive_error_units_total',
      help: 'Units by which the week before would have been off as a forecast of the same weeks',
      registers,
    });
  }

  countTraining(seconds: number, cost: TrainingCost): void {
    this.#trainings.observe(seconds);
    this.#cpu.inc({ step: 'start' }, cost.startSeconds);
    this.#cpu.inc({ step: 'features' }, cost.featuresSeconds);
    this.#cpu.inc({ step: 'training' }, cost.trainingSeconds);
    this.#cpu.inc({ step: 'prediction' }, cost.predictionSeconds);
  }

  countGoods(goods: number): void {
    this.#goods.inc(goods);
  }

  countScore({ sold, error, naiveError }: WeekScore): void {
    this.#sold.inc(sold);
    this.#error.inc(error);
    this.#naiveError.inc(naiveError);
    // Where nothing was sold the ratio is not defined.
    if (sold > 0) this.#wape.observe(error / sold);
  }
}
