import { SALE } from './endpoints.js';
import type { Measurement } from './measurement.js';

/** What the API is held to. */
export const BOUNDS = {
  /** Of the bare server's requests a second, with 16 connections. */
  readRate: 0.5,
  saleRate: 0.4,
  /** Times the bare server's p99, with 16 connections; of reads. */
  readP99: 2.5,
  readySeconds: 2,
  apiMb: 180,
  workerMb: 140,
};

/** By so much less than recorded a rate may be: a tenth and more is slower. */
const SLOWER = 0.9;

/** @returns what is out of its bounds, a line each, by the endpoint's name */
export function outOfBounds({ endpoints, process }: Measurement): string[] {
  const found: string[] = [];
  for (const { name, many } of endpoints) {
    const least = name === SALE ? BOUNDS.saleRate : BOUNDS.readRate;
    if (!(many.rate >= least)) found.push(`${name}: ${many.rate.toFixed(2)} of the bare server's rate, not ${least}`);
    if (name !== SALE && !(many.p99 <= BOUNDS.readP99))
      found.push(`${name}: ${many.p99.toFixed(1)} times the bare server's p99, not ${BOUNDS.readP99}`);
  }
  const { readySeconds, apiMb, workerMb } = process;
  if (!(readySeconds <= BOUNDS.readySeconds))
    found.push(`API ready after ${readySeconds.toFixed(2)} s, not ${BOUNDS.readySeconds}`);
  if (apiMb !== null && apiMb >= BOUNDS.apiMb)
    found.push(`API holds ${apiMb.toFixed(0)} MB, not less than ${BOUNDS.apiMb}`);
  if (workerMb !== null && workerMb >= BOUNDS.workerMb)
    found.push(`An idle worker holds ${workerMb.toFixed(0)} MB, not less than ${BOUNDS.workerMb}`);
  return found;
}

/**
 * @param recorded the rates with 16 connections that were recorded, by the endpoint's name
 * @returns what has become slower by a tenth or more, or was not measured any more, a line each
 */
export function slowerThanRecorded(
  endpoints: Measurement['endpoints'],
  recorded: ReadonlyMap<string, number>,
): string[] {
  const now = new Map(endpoints.map(({ name, many }) => [name, many.rate]));
  return [...recorded].flatMap(([name, was]) => {
    const is = now.get(name);
    if (is === undefined) return [`${name}: recorded, but not measured`];
    return is > was * SLOWER ? [] : [`${name}: ${is.toFixed(2)} of the bare server's rate, recorded ${was.toFixed(2)}`];
  });
}
