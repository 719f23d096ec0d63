import { Gauge } from 'prom-client';
import { ProcessMetrics } from './process-metrics.js';

/** How much of a pool of database connections is in use. */
export interface PoolUse {
  /** Connections that are open. */
  readonly total: number;
  /** Of these, those that nobody uses. */
  readonly idle: number;
  /** Those who wait for one. */
  readonly waiting: number;
  /** As many as there may be. */
  readonly most: number;
}

/** The metrics of a process that has a pool of database connections. @param useOf looked at when metrics are collected */
export function metricsWithPool(useOf: () => PoolUse): ProcessMetrics {
  const metrics = new ProcessMetrics();
  registerPool(metrics, useOf);
  return metrics;
}

function registerPool({ registry }: ProcessMetrics, useOf: () => PoolUse): void {
  const gauge = (name: string, help: string, valueOf: (use: PoolUse) => number): void => {
    const made: Gauge = new Gauge({ name, help, registers: [registry], collect: () => made.set(valueOf(useOf())) });
  };
  const connections = new Gauge({
    name: 'tor_db_pool_connections',
    help: 'Open connections to PostgreSQL, by whether somebody uses them',
    labelNames: ['state'] as const,
    registers: [registry],
    collect: () => {
      const { total, idle } = useOf();
      connections.set({ state: 'idle' }, idle);
      connections.set({ state: 'used' }, total - idle);
    },
  });
  gauge('tor_db_pool_waiting', 'Those who wait for a connection to PostgreSQL', ({ waiting }) => waiting);
  gauge('tor_db_pool_max_connections', 'As many connections to PostgreSQL as there may be', ({ most }) => most);
}
