import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine, DELIMITERS } from './csv-line.js';

const cells = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\r', '\n', ' ', "'", 'é', '😀') });

describe('lines of CSV', () => {
  it('quote what has to be quoted', () => {
    expect(csvLine(['a', 'b;c', 'd"e', 'f\ng', '1,5', ''], ';')).toBe('a;"b;c";"d""e";"f\ng";1,5;\r\n');
  });

  it('are read by another program as they were written', () => {
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(...DELIMITERS),
        (line, delimiter) => {
          const text = csvLine(line, delimiter);
          expect(parse(text, { delimiter, record_delimiter: ['\r\n', '\n'] })).toEqual([line]);
        },
      ),
    );
  });
});
