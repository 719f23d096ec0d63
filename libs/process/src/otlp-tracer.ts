import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  type SpanExporter,
} from '@opentelemetry/sdk-trace-node';
import type { OpenSpan, SpanFacts, SpanStart, Tracer } from '@tor/kernel/tracing';

const SCOPE = 'tor-monitor';
const TRACES = '/v1/traces';
/** A collector that is away costs this much memory and no more: what does not fit is dropped. */
const KEPT_SPANS = 2048;
const SEND_EVERY_MS = 1000;
const PATIENCE_MS = 5000;
const STOP_PATIENCE_MS = 2000;
const TROUBLE_EVERY_MS = 60_000;

/** Sends spans in batches, by OTLP over HTTP as protobuf. Work never waits for the collector. */
export class OtlpTracer implements Tracer {
  readonly #provider: NodeTracerProvider;

  constructor(serviceName: string, endpoint: string, onTrouble: (message: string) => void) {
    const url = endpoint.replace(/\/+$/, '') + TRACES;
    const exporter = reporting(new OTLPTraceExporter({ url, timeoutMillis: PATIENCE_MS }), onTrouble);
    this.#provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName }),
      // Who calls may have decided already whether this trace is kept.
      sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
      spanProcessors: [
        new BatchSpanProcessor(exporter, {
          maxQueueSize: KEPT_SPANS,
          scheduledDelayMillis: SEND_EVERY_MS,
          exportTimeoutMillis: PATIENCE_MS,
        }),
      ],
    });
    // The queue's telemetry finds it there.
    this.#provider.register();
  }

  begin(name: string, { facts = {}, from }: SpanStart): OpenSpan {
    const parent = from ? parentOf(from) : context.active();
    const kind = from ? SpanKind.SERVER : SpanKind.INTERNAL;
    const span = trace.getTracer(SCOPE).startSpan(name, { kind, attributes: { ...facts } }, parent);
    return new OtlpSpan(span, trace.setSpan(parent, span));
  }

  async stop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_PATIENCE_MS)));
    await Promise.race([this.#provider.shutdown().catch(() => undefined), patience]);
    clearTimeout(timer);
  }
}

class OtlpSpan implements OpenSpan {
  constructor(
    private readonly span: Span,
    private readonly around: ReturnType<typeof context.active>,
  ) {}

  get traceId(): string {
    return this.span.spanContext().traceId;
  }

  within<T>(work: () => T): T {
    return context.with(this.around, work);
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  set(facts: SpanFacts): void {
    this.span.setAttributes({ ...facts });
  }

  end(error?: unknown): void {
    if (error !== undefined) {
      // The name alone: a message may repeat what a customer wrote.
      this.span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end();
  }
}

/** Only the trace: baggage of strangers would travel on with the job. */
function parentOf({ traceparent }: NonNullable<SpanStart['from']>): ReturnType<typeof context.active> {
  return propagation.extract(context.active(), { traceparent });
}

/** The same exporter, its failures told in words of our own, once a minute at the most. */
function reporting(exporter: SpanExporter, onTrouble: (message: string) => void): SpanExporter {
  let told = -TROUBLE_EVERY_MS;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0 && performance.now() - told >= TROUBLE_EVERY_MS) {
          told = performance.now();
          onTrouble('The collector of traces is out of reach or refuses them; traces are dropped meanwhile');
        }
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
