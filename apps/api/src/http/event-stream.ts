/** The head of a stream of server-sent events. */
export const EVENT_STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  // nginx would hold the events back.
  'X-Accel-Buffering': 'no',
};

/** A comment, which clients pass over. */
export const HEARTBEAT = ': still there\n\n';

/** One event with its data as JSON. */
export function eventText(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Sent last by a process that stops: where the stream goes on, another one answers already. */
export const COME_BACK = 'retry: 1000\n\n';
