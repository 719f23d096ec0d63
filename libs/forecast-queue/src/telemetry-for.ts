import type { Telemetry } from 'bullmq';

/** What carries traces over the queue; null, and nothing is loaded, where nobody collects them. */
export async function telemetryFor(tracesEndpoint: string | null): Promise<Telemetry | null> {
  if (tracesEndpoint === null) return null;
  const { queueTelemetry } = await import('./queue-telemetry.js');
  return queueTelemetry();
}
