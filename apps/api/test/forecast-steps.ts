import { randomUUID } from 'node:crypto';
import type { ApiClient } from '@tor/testing/api-client';
import type { TestDatabase } from '@tor/testing/test-database';

const HORIZON_DAYS = 30;

/** What a run says of one goods; what is left out is a steady unit a day. */
export interface WrittenInference {
  readonly goodsId: string;
  readonly model?: string;
  /** Units a day, from the run's day on; the last one goes on. */
  readonly predicted?: readonly number[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  readonly week?: readonly [lower: number, upper: number];
  /** Over lead and review time. */
  readonly demand?: number;
  readonly safetyStock?: number;
  /** Null: as versions wrote it that did not keep them. */
  readonly quantiles?: readonly number[] | null;
  /** Days, days with a sale, days since the last one, units and empty days of the last 28. */
  readonly basis?: readonly (number | null)[] | null;
}

/** Writes a finished run as the worker would, made for the settings that a shop begins with. @returns its id */
export async function writeRun(
  database: TestDatabase,
  shop: ApiClient,
  asOf: string,
  inferences: readonly WrittenInference[],
  finishedAt = `${asOf}T00:00:00Z`,
): Promise<string> {
  const id = randomUUID();
  await database.query(
    `INSERT INTO forecast_runs (user_id, id, as_of, horizon_days, status, started_at, finished_at)
     VALUES ($1, $2, $3, $4, 'done', $5, $5)`,
    [shop.userId, id, asOf, HORIZON_DAYS, finishedAt],
  );
  for (const one of inferences) {
    const { demand = 10, safetyStock = 5, predicted = [1], week = [0, 14] } = one;
    const [days, saleDays, since, units, empty] = one.basis ?? [];
    await database.query(
      `INSERT INTO restock_inferences (user_id, run_id, goods_id, demand_version, model, predicted, lower, upper, week_lower, week_upper,
         mean_absolute_error, protection_days, protection_demand, protection_safety_stock, protection_lower_demand,
         protection_upper_demand, lead_time_days, lead_time_demand, lead_time_safety_stock, stock_quantity, restock_quantity,
         service_level, protection_quantiles, basis_days, basis_sale_days, basis_days_since_last_sale, basis_recent_units,
         basis_recent_days_out_of_stock)
       SELECT $1, $2, id, demand_version, $4, $5, $6, $7, $8, $9, 1, 10, $10::float8, $11, $10::float8 / 2, $10::float8 * 2, 3, $10::float8 * 0.3, 1, 0, 0, 0.95,
              $12, $13, $14, $15, $16, $17
         FROM goods WHERE user_id = $1 AND id = $3`,
      [
        ...[shop.userId, id, one.goodsId, one.model ?? 'xgboost'],
        ...[carriedOn(predicted), carriedOn(one.lower ?? predicted), carriedOn(one.upper ?? predicted)],
        ...week,
        ...[demand, safetyStock],
        one.quantiles === undefined ? quantilesOf(demand, safetyStock) : one.quantiles,
        ...[days ?? null, saleDays ?? null, since ?? null, units ?? null, empty ?? null],
      ],
    );
  }
  return id;
}

function carriedOn(days: readonly number[]): number[] {
  return Array.from({ length: HORIZON_DAYS }, (_, day) => days[Math.min(day, days.length - 1)] ?? 0);
}

/** With the demand in the middle, and the safety stock above it at 0.95. */
function quantilesOf(demand: number, safetyStock: number): number[] {
  return [-0.9, -0.7, -0.4, 0, 0.4, 0.7, 1, 1.3].map((share) => Math.max(0, demand + share * safetyStock));
}

/** A finished run of one day that says the same of all goods of a shop: a unit a day, up to two. */
export async function writeRunOfAll(database: TestDatabase, shop: ApiClient, asOf: string): Promise<void> {
  const run = await writeRun(database, shop, asOf, []);
  await database.query(
    `INSERT INTO restock_inferences (user_id, run_id, goods_id, demand_version, model, predicted, lower, upper, week_lower, week_upper,
       mean_absolute_error, protection_days, protection_demand, protection_safety_stock, protection_lower_demand,
       protection_upper_demand, lead_time_days, lead_time_demand, lead_time_safety_stock, stock_quantity, restock_quantity,
       service_level, protection_quantiles)
     SELECT user_id, $2, id, demand_version, 'xgboost', array_fill(1, ARRAY[$3::int]), array_fill(0, ARRAY[$3::int]),
            array_fill(2, ARRAY[$3::int]), 0, 14, 1, 10, 30, 10, 20, 40, 3, 10, 5, 0, 0, 0.95,
            ARRAY[15, 20, 25, 30, 34, 38, 40, 45]
       FROM goods WHERE user_id = $1`,
    [shop.userId, run, HORIZON_DAYS],
  );
}
