import { SpanStatusCode, type Context } from '@opentelemetry/api';
import { SpanKind, type Span, type Telemetry } from 'bullmq';
import { BullMQOtel, BullMQOTelSpan } from 'bullmq-otel';

/** For what BullMQ does for itself. */
const NO_SPAN: Span<Context> = {
  setSpanOnContext: (around) => around,
  setAttribute: () => undefined,
  setAttributes: () => undefined,
  addEvent: () => undefined,
  recordException: () => undefined,
  end: () => undefined,
};

/**
 * Lets a trace go on with its job, on either backend: a span for each job that is put on the queue, and one for each that is
 * carried out. What BullMQ does for itself, such as looking for the next job, makes no spans; there are too many of them.
 * Results, progress and messages of errors stay out. Load this file only where traces are collected.
 */
export function queueTelemetry(): Telemetry<Context> {
  const { tracer, contextManager } = new BullMQOtel({ tracerName: 'tor-monitor' });
  return {
    contextManager,
    tracer: {
      startSpan: (name, options, around) => {
        if (options?.kind !== SpanKind.PRODUCER && options?.kind !== SpanKind.CONSUMER) return NO_SPAN;
        const span = tracer.startSpan(name, options, around);
        return span instanceof BullMQOTelSpan ? quiet(span) : NO_SPAN;
      },
    },
  };
}

function quiet(span: BullMQOTelSpan): Span<Context> {
  return {
    setSpanOnContext: (around) => span.setSpanOnContext(around),
    setAttribute: (key, value) => span.setAttribute(key, value),
    setAttributes: (attributes) => span.setAttributes(attributes),
    addEvent: (name) => {
      span.addEvent(name);
      if (name === 'job failed') span.span.setStatus({ code: SpanStatusCode.ERROR });
    },
    recordException: () => void span.span.setStatus({ code: SpanStatusCode.ERROR }),
    end: () => span.end(),
  };
}
