import { isUtf8 } from 'node:buffer';

/** Text that cannot be read, and on which line. */
export class BrokenText extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
    this.name = 'BrokenText';
  }
}

/** Bytes of one line at most. */
export const MAX_LINE_LENGTH = 1_000_000;

const LINE_FEED = 10;

/**
 * Passes bytes on, whole lines at a time, as long as they are UTF-8 without the NUL character, which PostgreSQL cannot store.
 * @throws BrokenText
 */
export async function* checkedText(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let next = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    // A byte of this value is never part of another character.
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    const lines = bytes.subarray(0, end);
    rest = bytes.subarray(end);
    if (end > 0) {
      next = checkLines(lines, next);
      yield lines;
    }
    if (rest.length > MAX_LINE_LENGTH) throw new BrokenText(next, `is longer than ${MAX_LINE_LENGTH} bytes`);
  }
  checkLines(rest, next);
  if (rest.length > 0) yield rest;
}

/** @returns the number of the line behind the last line feed */
function checkLines(bytes: Buffer, first: number): number {
  const good = isUtf8(bytes) && !bytes.includes(0);
  let [line, start] = [first, 0];
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    if (!good) checkLine(bytes.subarray(start, end), line);
    line += 1;
    start = end + 1;
  }
  if (!good) checkLine(bytes.subarray(start), line);
  return line;
}

function checkLine(bytes: Buffer, line: number): void {
  if (!isUtf8(bytes)) throw new BrokenText(line, 'is not UTF-8: save the file as "CSV UTF-8"');
  if (bytes.includes(0)) throw new BrokenText(line, 'holds the NUL character');
}
