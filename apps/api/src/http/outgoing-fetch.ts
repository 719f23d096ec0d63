/** What an answer from outside may take. */
export interface OutgoingBounds {
  /** Bytes of the body, after it was unpacked. */
  readonly maxBytes: number;
  /**
   * Ends requests, and the reading of their bodies. Left out: the caller's own signal alone does. Whoever makes it holds it: an
   * `AbortSignal.timeout` that nobody else holds may be collected here and never abort (Node 20).
   */
  readonly signal?: AbortSignal;
}

/**
 * A `fetch` for servers that we call with a secret and whose answers we do not trust: it follows no redirect, which would
 * carry the secret elsewhere or reach what only we can reach, and breaks an answer off that is too large.
 */
export function outgoingFetch({ maxBytes, signal }: OutgoingBounds): typeof fetch {
  return async (input, init = {}) => {
    const signals = [init.signal, signal].filter((one) => one instanceof AbortSignal);
    const response = await fetch(input, { ...init, redirect: 'error', signal: AbortSignal.any(signals) });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(atMost(maxBytes)), { status, statusText, headers });
  };
}

function atMost(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let read = 0;
  return new TransformStream({
    transform(chunk, controller) {
      read += chunk.byteLength;
      if (read > maxBytes) controller.error(new Error(`The answer is larger than ${maxBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
}
