import { DomainError } from '@tor/kernel/domain-error';

/** A queue that is away makes its clients wait for it; who asks for a job should not wait that long. */
const PATIENCE_MS = 5000;

/**
 * Asks the queue; one that is away or does not answer is a refusal that the caller can wait out. What was asked may still be done.
 * @throws DomainError `queue_unavailable`
 */
export async function reachingQueue<T>(queue: { readonly isUp: boolean }, work: () => Promise<T>): Promise<T> {
  if (!queue.isUp) throw unavailable();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work(), patience]);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unavailable();
  } finally {
    clearTimeout(timer);
  }
}

export function isQueueUnavailable(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code === 'queue_unavailable';
}

function unavailable(): DomainError {
  return new DomainError('queue_unavailable', 'Forecasts cannot be asked for right now, try again soon');
}
