import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** A file that does not hold what it has to: the message names the file and, where there is one, the line and its rule. */
export class BadFile extends Error {}

/** @param line of the row's end in the text, from 1 on */
export type TakeRow = (row: readonly string[], line: number) => void;

/**
 * Reads a CSV file, plain or gzip (told by its first bytes, not by its name), row by row; the first row is the header. Empty
 * lines are passed over.
 * @returns the SHA-256 of the file as it lies there, in hexadecimal
 * @throws BadFile when the file cannot be read, its gzip is damaged or cut off, or it is not CSV with as many values in each row;
 *   whatever `take` throws
 */
export async function eachCsvRow(path: string, take: TakeRow): Promise<{ sha256: string }> {
  const hash = createHash('sha256');
  const parser = parse({ bom: true, info: true, skip_empty_lines: true });
  try {
    const unzip = (await isGzip(path)) ? createGunzip() : new PassThrough();
    const file = createReadStream(path).on('data', (bytes) => hash.update(bytes));
    // What goes wrong on the way comes out of the parser as well; the reading below throws it.
    const flowing = pipeline(file, unzip, parser).catch(() => undefined);
    try {
      for await (const { record, info } of parser as AsyncIterable<Parsed>) take(record, info.lines);
    } finally {
      await flowing;
    }
    return { sha256: hash.digest('hex') };
  } catch (error) {
    throw readable(error, path);
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0);
    return buffer.equals(GZIP_MAGIC);
  } finally {
    await file.close();
  }
}

function readable(error: unknown, path: string): unknown {
  if (error instanceof CsvError) return new BadFile(`${path} is not CSV: ${error.message}`);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('Z_')) return new BadFile(`${path} is not a whole gzip file: ${(error as Error).message}`);
  if (/^E[A-Z]+$/.test(code)) return new BadFile(`${path} cannot be read: ${(error as Error).message}`);
  return error;
}
