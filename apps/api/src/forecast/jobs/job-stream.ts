import type { ServerResponse } from 'node:http';
import { COME_BACK, EVENT_STREAM_HEADERS, eventText, HEARTBEAT } from '../../http/event-stream.js';
import type { ForecastJobView } from './dto/forecast-job.view.js';

/** A job that can be read and watched. */
export interface WatchedJob {
  read(): Promise<ForecastJobView>;
  /** Calls `listener` at news. @returns ends it */
  watch(listener: () => void): Promise<() => void>;
}

export interface StreamLimits {
  /** After so many milliseconds without news something is sent, so that nobody between takes the connection for dead. */
  readonly heartbeatMs: number;
  /** After so many milliseconds the stream ends; who still wants to know opens another. */
  readonly longestMs: number;
}

/**
 * Tells a client of a job by server-sent events: `progress` whenever something has changed, then `done` or `failed`, then the
 * end; each carries the job. The job is read again at every heartbeat, so that news that got lost are only late. Settles when
 * the stream is over, whoever ended it; nothing listens any more then.
 * @param stop ends the stream, with a hint to open another one
 * @throws what `watch` and the first `read` throw; nothing has been sent then
 */
export async function streamJob(
  response: ServerResponse,
  job: WatchedJob,
  { heartbeatMs, longestMs }: StreamLimits,
  stop: AbortSignal,
): Promise<void> {
  const news = new News();
  const over = new AbortController();
  const end = (): void => {
    over.abort();
    news.tell();
  };
  const timer = setTimeout(end, longestMs);
  response.once('close', end);
  stop.addEventListener('abort', end, { once: true });
  let unwatch: () => void = () => undefined;
  try {
    unwatch = await job.watch(() => news.tell());
    let sent = '';
    for (let first = true; !over.signal.aborted && !stop.aborted; first = false) {
      news.taken();
      const view = first ? await job.read() : await job.read().catch(() => null);
      if (first) response.writeHead(200, EVENT_STREAM_HEADERS);
      const text = view === null ? sent : eventOf(view);
      response.write(text === sent ? HEARTBEAT : text);
      sent = text;
      if (view?.status === 'done' || view?.status === 'failed') break;
      await news.within(heartbeatMs);
    }
  } finally {
    clearTimeout(timer);
    unwatch();
    response.removeListener('close', end);
    stop.removeEventListener('abort', end);
    if (response.headersSent) response.end(stop.aborted ? COME_BACK : undefined);
  }
}

function eventOf(view: ForecastJobView): string {
  const name = view.status === 'done' || view.status === 'failed' ? view.status : 'progress';
  return eventText(name, view);
}

/** Whether there has been news since it was last taken. */
class News {
  #there = false;
  #wake: () => void = () => undefined;

  tell(): void {
    this.#there = true;
    this.#wake();
  }

  taken(): void {
    this.#there = false;
  }

  /** Waits for news, so many milliseconds at the most. */
  async within(milliseconds: number): Promise<void> {
    if (this.#there) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
  }
}
