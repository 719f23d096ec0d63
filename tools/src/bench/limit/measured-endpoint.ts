import type { ClosedLoopResult } from '../../load/closed-loop.js';

/** One server under one load. */
export interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds of CPU that the server's process takes for one request; null where the system does not tell. */
  readonly cpuMs: number | null;
}

/** API and bare server under the same load, in turns. */
export interface Compared {
  readonly api: Measured;
  readonly bare: Measured;
  /** The API's requests a second, as a share of the bare server's. */
  readonly rate: number;
  /** The API's p99, in times the bare server's. */
  readonly p99: number;
}

export interface MeasuredEndpoint {
  readonly name: string;
  readonly request: string;
  readonly answerBytes: number;
  /** Statements of the endpoint's own, the bare server's too. */
  readonly statements: number;
  /** How often the API waits for PostgreSQL; the bare server does for each statement, and twice more in a transaction. */
  readonly roundTrips: number;
  /** With one connection, and with 16. */
  readonly one: Compared;
  readonly many: Compared;
}

/** One of the turns of a server. */
export interface Turn extends ClosedLoopResult {
  readonly cpuMs: number | null;
}

/** The medians of what both did in turns: one turn that the machine disturbed does not count. */
export function compare(api: readonly Turn[], bare: readonly Turn[]): Compared {
  const [ofApi, ofBare] = [middle(api), middle(bare)];
  const ratios = api.map((turn, index) => turn.perSecond / (bare[index]?.perSecond ?? NaN));
  return { api: ofApi, bare: ofBare, rate: median(ratios), p99: ofApi.p99 / ofBare.p99 };
}

function middle(turns: readonly Turn[]): Measured {
  const of = (figure: (turn: Turn) => number): number => median(turns.map(figure));
  return {
    perSecond: of(({ perSecond }) => perSecond),
    p50: of(({ latencies }) => latencies.p50),
    p95: of(({ latencies }) => latencies.p95),
    p99: of(({ latencies }) => latencies.p99),
    cpuMs: turns.some(({ cpuMs }) => cpuMs === null) ? null : of(({ cpuMs }) => cpuMs ?? NaN),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
