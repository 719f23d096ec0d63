import pg from 'pg';

const TIMESTAMPTZ = 1184;
const readAnyInstant = pg.types.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** `2026-01-05 03:12:44+00`, up to six digits of the second's fraction between the two; each `d` is a digit. */
const SHORTEST = 'dddd-dd-dd dd:dd:dd+00'.length;
const LONGEST = SHORTEST + '.dddddd'.length;
const FRACTION = 'dddd-dd-dd dd:dd:dd.'.length;

/**
 * Reads a `timestamptz` as pg does, to the millisecond. Lists hold many, and those of a session in UTC are read in a third of the
 * time: all of what they consist of stands in its place.
 */
export function readInstant(text: string): Date {
  if (text.length < SHORTEST || text.length > LONGEST || !text.endsWith('+00') || text[4] !== '-') {
    return readAnyInstant(text);
  }
  const end = text.length - '+00'.length;
  let milliseconds = 0;
  for (let at = FRACTION, unit = 100; unit >= 1 && at < end; at++, unit /= 10) milliseconds += digit(text, at) * unit;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  // Date.UTC takes the years before for those of our century.
  if (year < 100) return readAnyInstant(text);
  const [month, day] = [twoDigits(text, 5) - 1, twoDigits(text, 8)];
  return new Date(
    Date.UTC(year, month, day, twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17), milliseconds),
  );
}

/** How a connection makes values of columns, for pg's option `types`. */
export const VALUE_TYPES: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === TIMESTAMPTZ && format !== 'binary'
      ? readInstant
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}
