import { Latencies, type LatencySummary } from './latencies.js';
import { RawConnection } from './raw-connection.js';

export interface ClosedLoop {
  readonly url: string;
  /** Sent in turn. */
  readonly requests: readonly Buffer[];
  readonly connections: number;
  readonly ms: number;
  readonly status: number;
}

export interface ClosedLoopResult {
  readonly perSecond: number;
  readonly latencies: LatencySummary;
}

/**
 * Each connection sends its next request when the one before is answered, for so long.
 * @throws Error when an answer has another status
 */
export async function closedLoop({ url, requests, connections, ms, status }: ClosedLoop): Promise<ClosedLoopResult> {
  const opened = await Promise.all(Array.from({ length: connections }, () => RawConnection.open(url)));
  const latencies = new Latencies();
  let next = 0;
  const started = performance.now();
  const over = started + ms;
  const loop = async (connection: RawConnection): Promise<void> => {
    for (let sent = performance.now(); sent < over;) {
      const request = requests[next++ % requests.length];
      if (!request) throw new Error('There is no request to send');
      const answer = await connection.send(request);
      if (answer.status !== status)
        throw new Error(`Answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
      const now = performance.now();
      latencies.add(now - sent);
      sent = now;
    }
  };
  try {
    await Promise.all(opened.map(loop));
  } finally {
    for (const connection of opened) connection.close();
  }
  const summary = latencies.summary();
  return { perSecond: summary.count / ((performance.now() - started) / 1000), latencies: summary };
}
