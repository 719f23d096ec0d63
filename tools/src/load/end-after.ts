/**
 * Aborts after so many milliseconds, or with `signal`. Not put together from `AbortSignal.timeout` and `AbortSignal.any`: of such
 * a signal Node 20 may collect the part that nobody else holds, and then it never aborts.
 */
export function endAfter(ms: number, signal: AbortSignal): AbortSignal {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), ms);
  const stop = (): void => {
    clearTimeout(timer);
    end.abort(signal.reason);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return end.signal;
}
