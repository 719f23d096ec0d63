import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Ledger } from './simulate-shop.js';
import type { AdviceReply, AdviceRequest } from './thread-messages.js';

/**
 * Simulates shops that follow the advice, each in a thread of its own, as many at a time as there are processors.
 * @param onReview told which request has done how many reviews
 * @returns the ledgers in the order of the requests
 * @throws Error with the forecaster's own message; the other threads are ended
 */
export async function followAdvice(
  requests: readonly AdviceRequest[],
  onReview: (request: number, done: number) => void,
): Promise<Ledger[][]> {
  const ledgers: Ledger[][] = [];
  const threads = new Set<Worker>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < requests.length; index = next++) {
      const request = requests[index];
      if (request) ledgers[index] = await followInThread(request, threads, (done) => onReview(index, done));
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    return ledgers;
  } finally {
    await Promise.all([...threads].map((thread) => thread.terminate()));
  }
}

function followInThread(
  request: AdviceRequest,
  threads: Set<Worker>,
  onReview: (done: number) => void,
): Promise<Ledger[]> {
  const thread = new Worker(new URL('./advice-thread-main.js', import.meta.url));
  threads.add(thread);
  return new Promise<Ledger[]>((resolve, reject) => {
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`The simulating thread ended with code ${code}`)));
    thread.on('message', (reply: AdviceReply) => {
      if (reply.kind === 'review') onReview(reply.done);
      else if (reply.kind === 'failure') reject(new Error(reply.message));
      else resolve(reply.ledgers);
    });
    thread.postMessage(request);
  }).finally(async () => {
    thread.removeAllListeners();
    threads.delete(thread);
    await thread.terminate();
  });
}
