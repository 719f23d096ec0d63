import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLine, DELIMITERS } from '@tor/spreadsheet/csv-line';
import { CsvFile, type CsvLine } from './csv-file.js';
import { LineErrors } from './line-errors.js';

const NAMES = { a: [], b: [] };
const cells = fc.string({
  unit: fc.constantFrom('x', '"', ',', ';', '\t', '\n', '\r\n', ' ', 'é', '😀'),
  maxLength: 6,
});

describe('a CSV file', () => {
  let folder: string;
  let path: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tor-csv-'));
    path = join(folder, 'file.csv');
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string | Uint8Array): Promise<{ lines: CsvLine[]; errors: LineErrors }> {
    await writeFile(path, content);
    const file = await CsvFile.open(path, NAMES, ['a'], new LineErrors());
    const errors = new LineErrors();
    const lines: CsvLine[] = [];
    for await (const line of file.lines(errors)) lines.push(line);
    return { lines, errors };
  }

  function placesOf(errors: LineErrors): string[] {
    try {
      errors.throwIfAny();
      return [];
    } catch (error) {
      return (error as { fields: { field: string }[] }).fields.map(({ field }) => field);
    }
  }

  it('comes back cell by cell, with the lines that an editor shows', async () => {
    const table = fc.array(fc.tuple(cells, cells), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(...DELIMITERS), fc.boolean(), async (rows, delimiter, windows) => {
        const end = (line: string): string => (windows ? line : line.replace(/\r\n$/, '\n'));
        let content = `\uFEFF${end(csvLine(['a', 'b'], delimiter))}`;
        const expected: CsvLine[] = [];
        for (const row of rows) {
          const line = content.split('\n').length;
          content += end(csvLine(row, delimiter));
          if (row.some((cell) => cell.trim() !== '')) expected.push({ line, cells: row });
        }
        const { lines, errors } = await read(content);
        expect(lines).toEqual(expected);
        expect(errors.any).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('is read over the limits of chunks as if there were none', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`é😀"${index}`, 'x\r\ny'.repeat(index % 20)]);
    const { lines } = await read(csvLine(['a', 'b'], ';') + rows.map((row) => csvLine(row, ';')).join(''));
    expect(lines.map((line) => line.cells)).toEqual(rows);
  });

  it('begins with its first line that says anything, and needs no line break at its end', async () => {
    const { lines } = await read('\n \n;\na;b\n\n1;2\n;\n3;4');
    expect(lines).toEqual([
      { line: 6, cells: ['1', '2'] },
      { line: 8, cells: ['3', '4'] },
    ]);
  });

  it('names lines of another width, and goes on', async () => {
    const { lines, errors } = await read('a,b\n1\n1,2,3\n1,2\n');
    expect(lines).toEqual([{ line: 4, cells: ['1', '2'] }]);
    expect(placesOf(errors)).toEqual(['line 2', 'line 3']);
  });

  it.each([
    ['a broken quote', 'a,b\n1,2\n"x"y,2\n3,4\n', 'line 3'],
    ['a quote that is never closed, behind a line break in a cell', 'a,b\n"1\r\n",2\r\n"x,2\n', 'line 4'],
    ['a NUL', 'a,b\n1,2\n\u0000,2\n', 'line 3'],
  ])('ends at %s', async (_, content, place) => {
    expect(placesOf((await read(content).catch((error) => ({ errors: asErrors(error) }))).errors)).toEqual([place]);
  });

  it('ends where it is not UTF-8, however far that is', async () => {
    const good = 'x,y\n'.repeat(50_000);
    const content = Buffer.concat([Buffer.from(`a,b\n${good}`), Buffer.from('caf\u00e9,1\n', 'latin1')]);
    expect(placesOf((await read(content)).errors)).toEqual(['line 50002']);
  });

  /** Errors that opening the file has thrown already. */
  function asErrors(error: { fields: { line: number; message: string }[] }): LineErrors {
    const errors = new LineErrors();
    for (const { line, message } of error.fields) errors.add(line, null, message);
    return errors;
  }
});
