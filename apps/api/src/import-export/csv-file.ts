import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { PayloadTooLargeException } from '@nestjs/common';
import { CsvError, parse } from 'csv-parse';
import { DELIMITERS, type Delimiter } from '@tor/spreadsheet/csv-line';
import { readHeader, type ColumnNames, type Header } from '@tor/spreadsheet/header';
import { BrokenText, checkedText, MAX_LINE_LENGTH } from './checked-text.js';
import type { LineErrors } from './line-errors.js';

/** Lines of an import at most, the header aside; blank ones count. */
export const MAX_LINES = 200_000;

/** Columns of an import at most. */
const MAX_COLUMNS = 200;

/** Blank lines in front of the header at most. */
const MAX_BLANK_LINES = 100;

/** Bytes that are parsed in one go: what a file of very short lines costs between two looks at other requests. */
const PIECE_BYTES = 4096;

/** A line as it stands in the file. */
export interface CsvLine {
  /** Where it begins, as an editor counts: from 1, line breaks in quoted cells counted too. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV file on disk, read line by line as often as needed. */
export class CsvFile<Name extends string> {
  private constructor(
    private readonly path: string,
    private readonly delimiter: Delimiter,
    readonly headerLine: number,
    readonly header: Header<Name>,
  ) {}

  /**
   * Finds the header and the delimiter: the one that makes the most columns known.
   * @throws ValidationProblem when no column can be told, one is there twice, or one of `required` is missing
   */
  static async open<Name extends string>(
    path: string,
    names: ColumnNames<Name>,
    required: readonly Name[],
    errors: LineErrors,
  ): Promise<CsvFile<Name>> {
    let best: CsvFile<Name> | null = null;
    let broken: BrokenText | null = null;
    for (const delimiter of DELIMITERS) {
      const first = await firstLine(path, delimiter).catch((error: unknown) => {
        broken ??= brokenTextOf(error);
        return null;
      });
      if (!first) continue;
      const file = new CsvFile(path, delimiter, first.line, readHeader(first.cells, names));
      if (!best || file.header.columns.size > best.header.columns.size) best = file;
    }
    if (!best) {
      const { line, message } = broken ?? new BrokenText(1, 'the file is empty: the first line must name the columns');
      errors.add(line, null, message);
    } else if (best.header.width > MAX_COLUMNS) {
      errors.add(best.headerLine, null, `has more than ${MAX_COLUMNS} columns`);
    } else if (best.header.columns.size === 0) {
      const columns = required.join(', ');
      errors.add(
        best.headerLine,
        null,
        `no column is known: the first line must name the columns, ${columns} at least`,
      );
    } else {
      for (const [first, second] of best.header.repeated) {
        errors.add(best.headerLine, second, `"${first}" and "${second}" mean the same column`);
      }
      for (const name of required) {
        if (!best.header.columns.has(name)) errors.add(best.headerLine, name, `the column ${name} is missing`);
      }
    }
    errors.throwIfAny();
    return best as CsvFile<Name>;
  }

  /**
   * The lines below the header, blank ones left out. Lines that have not the header's number of cells become errors; text
   * that cannot be read ends the file with one.
   * @throws PayloadTooLargeException beyond {@link MAX_LINES}
   */
  async *lines(errors: LineErrors): AsyncGenerator<CsvLine> {
    const { width } = this.header;
    let count = 0;
    try {
      for await (const line of parsed(this.path, this.delimiter)) {
        if (line.line <= this.headerLine) continue;
        count += 1;
        if (count > MAX_LINES) throw new PayloadTooLargeException(`The file has more than ${MAX_LINES} lines`);
        if (isBlank(line)) continue;
        const cells = line.cells.length;
        if (cells === width) yield line;
        else errors.add(line.line, null, `has ${cells} cells, and the header names ${width} columns`);
      }
    } catch (error) {
      const { line, message } = brokenTextOf(error);
      errors.add(line, null, message);
    }
  }
}

/** The first line that says anything, whatever is wrong behind it; null when there is none where a header could be. */
async function firstLine(path: string, delimiter: Delimiter): Promise<CsvLine | null> {
  let first: CsvLine | null = null;
  const look = (line: CsvLine): void => {
    if (!first && !isBlank(line)) first = line;
  };
  try {
    let blank = 0;
    for await (const line of parsed(path, delimiter, look)) {
      if (line === first || ++blank > MAX_BLANK_LINES) break;
    }
  } catch (error) {
    if (!first) throw error;
  }
  return first;
}

const isBlank = ({ cells }: CsvLine): boolean => cells.every((cell) => cell.trim() === '');

/**
 * All lines of a file.
 * @param look is shown each line as soon as it is read: a fault further on takes back lines that were not yet handed out
 */
async function* parsed(path: string, delimiter: Delimiter, look?: (line: CsvLine) => void): AsyncGenerator<CsvLine> {
  let next = 1;
  let [lines, taken]: [CsvLine[], number] = [[], 0];
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    // A quote that is never closed must not pull the whole file into memory.
    max_record_size: MAX_LINE_LENGTH,
    on_record: (cells) => {
      const line = { line: next, cells };
      // Counted here: the parser's own count takes CR LF in a quoted cell for two.
      next += 1 + cells.reduce((breaks, cell) => breaks + lineBreaksIn(cell), 0);
      look?.(line);
      lines.push(line);
      return cells;
    },
  });
  // What fails in front fails the parser, and a reader that stops early closes the file.
  pipeline(Readable.from(checkedText(createReadStream(path, { highWaterMark: PIECE_BYTES }))), parser, () => undefined);
  try {
    for await (const _ of parser) {
      yield lines[taken++] as CsvLine;
      if (taken === lines.length) [lines, taken] = [[], 0];
    }
  } catch (error) {
    throw error instanceof CsvError ? new BrokenText(next, CSV_MESSAGES[error.code] ?? 'is not CSV') : error;
  }
}

function lineBreaksIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

const CSV_MESSAGES: Readonly<Record<string, string>> = {
  CSV_INVALID_CLOSING_QUOTE: 'a cell goes on behind its closing quote: quotes inside a quoted cell are doubled',
  INVALID_OPENING_QUOTE: 'a quote inside a cell: put the whole cell in quotes, and double those inside',
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_MAX_RECORD_SIZE: `is longer than ${MAX_LINE_LENGTH} characters: is a quote opened and never closed?`,
};

/** What is wrong with the text of a file. @throws the error when it is about something else */
function brokenTextOf(error: unknown): BrokenText {
  if (error instanceof BrokenText) return error;
  throw error;
}
