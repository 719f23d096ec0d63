import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Takes one line of text, without its end. */
export type LineLog = (line: string) => void;

/** Lines that say where they come from: `api    | listening`. */
export function prefixed(name: string, log: LineLog): LineLog {
  return (line) => log(`${name.padEnd(6)} | ${line}`);
}

/** Passes on a stream line by line, also the last one when it has no end. Settles when the stream has ended. */
export async function pipeLines(stream: Readable | null, log: LineLog): Promise<void> {
  if (stream === null) return;
  const reader = createInterface({ input: stream, crlfDelay: Infinity });
  reader.on('line', log);
  await once(reader, 'close');
}
