/** What a span is about: ids, names and figures. Nothing that somebody wrote, and no secret. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** A piece of work that is being timed. */
export interface OpenSpan {
  readonly traceId: string;
  /** Runs `work` as part of the span: spans that begin in it are below this one. */
  within<T>(work: () => T): T;
  rename(name: string): void;
  set(facts: SpanFacts): void;
  /** @param error what ended it, where it failed: its name is kept, its message is not */
  end(error?: unknown): void;
}

export interface SpanStart {
  readonly facts?: SpanFacts;
  /** Headers of a request from outside, which may say what trace it belongs to (W3C Trace Context). */
  readonly from?: Readonly<Record<string, string | string[] | undefined>>;
}

/** Where spans go. */
export interface Tracer {
  begin(name: string, start: SpanStart): OpenSpan;
}

let tracer: Tracer | null = null;

/** From now on spans of this process go there. Called once, at start; never where nobody collects traces. */
export function sendSpansTo(one: Tracer | null): void {
  tracer = one;
}

/** Begins a span; null where nobody collects traces, which then costs nothing more. */
export function beginSpan(name: string, start: SpanStart = {}): OpenSpan | null {
  return tracer && tracer.begin(name, start);
}

/** Does `work` as a span. */
export function traced<T>(name: string, facts: SpanFacts, work: () => Promise<T>): Promise<T> {
  const span = beginSpan(name, { facts });
  return span ? within(span, work) : work();
}

async function within<T>(span: OpenSpan, work: () => Promise<T>): Promise<T> {
  try {
    const result = await span.within(work);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}
