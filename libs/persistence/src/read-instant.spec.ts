import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { VALUE_TYPES, readInstant } from './read-instant.js';

const readByPg = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date;

describe('an instant of PostgreSQL', () => {
  it.each([
    ['2026-01-05 03:12:44+00', '2026-01-05T03:12:44.000Z'],
    ['2026-01-05 03:12:44.5+00', '2026-01-05T03:12:44.500Z'],
    ['2026-01-05 03:12:44.51+00', '2026-01-05T03:12:44.510Z'],
    ['2026-01-05 03:12:44.512999+00', '2026-01-05T03:12:44.512Z'],
    ['2024-02-29 23:59:59.000001+00', '2024-02-29T23:59:59.000Z'],
    ['1969-12-31 23:59:59.999+00', '1969-12-31T23:59:59.999Z'],
    ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00.000Z'],
    ['0099-12-31 00:00:00+00', '0099-12-31T00:00:00.000Z'],
    ['0100-01-01 00:00:00+00', '0100-01-01T00:00:00.000Z'],
    ['9999-12-31 23:59:59.999999+00', '9999-12-31T23:59:59.999Z'],
    ['10000-01-01 00:00:00+00', '+010000-01-01T00:00:00.000Z'],
    ['2026-01-05 10:12:44.512+07', '2026-01-05T03:12:44.512Z'],
    ['2026-01-05 08:42:44+05:30', '2026-01-05T03:12:44.000Z'],
    ['2026-01-04 23:12:44-04', '2026-01-05T03:12:44.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(readInstant(text).toISOString()).toBe(instant);
    expect(readByPg(text).toISOString()).toBe(instant);
  });

  it.each(['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '-1000-01-01 00:00:00+00'])(
    '%s is what pg says',
    (text) => {
      expect(readInstant(text)).toEqual(readByPg(text));
    },
  );

  it('is what pg makes of it, whatever the fraction', () => {
    const instants = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.stringMatching(/^(\.[0-9]{1,6})?$/), (instant, fraction) => {
        const text = `${instant.toISOString().slice(0, 19).replace('T', ' ')}${fraction}+00`;
        return readInstant(text).getTime() === readByPg(text).getTime();
      }),
    );
  });

  it('is the only column that is not read by pg', () => {
    expect(VALUE_TYPES.getTypeParser(pg.types.builtins.INT4, 'text')('7')).toBe(7);
    expect(VALUE_TYPES.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text')).toBe(readInstant);
    expect(VALUE_TYPES.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'binary')).not.toBe(readInstant);
  });
});
