import { sendSpansTo } from '@tor/kernel/tracing';

/** Traces that leave this process. */
export interface Tracing {
  /** Sends what is left, a moment at the most. */
  stop(): Promise<void>;
}

/**
 * Sends traces to an OpenTelemetry collector. Without one nothing of OpenTelemetry is loaded.
 * @param endpoint base URL of the collector, to which `/v1/traces` is added; null: there is none
 * @param onTrouble told, now and then, that traces do not arrive
 */
export async function startTracing(
  serviceName: string,
  endpoint: string | null,
  onTrouble: (message: string) => void,
): Promise<Tracing | null> {
  if (endpoint === null) return null;
  const { OtlpTracer } = await import('./otlp-tracer.js');
  const tracer = new OtlpTracer(serviceName, endpoint, onTrouble);
  sendSpansTo(tracer);
  return tracer;
}
