import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NUMBER_FORMATS, readMoney, readWhole, writeMoney, type NumberFormat, type Reading } from './number-forms.js';

const amounts = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
const formats = fc.constantFrom(...NUMBER_FORMATS);
/** Everything that a number could be made of, and a little more. */
const numberLike = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789.,-'), maxLength: 14 }),
  fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.constantFrom('.', ','), fc.integer({ min: 0, max: 9999 }))
    .map((parts) => parts.join('')),
);

/** As people write it: thousands in groups. */
function grouped(amount: bigint, format: NumberFormat): string {
  const [thousands, decimals] = format === 'en' ? [',', '.'] : ['.', ','];
  const [whole = '', fraction] = writeMoney(amount, 'en').split('.');
  return `${whole.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, thousands)}${decimals}${fraction}`;
}

function problemOf(reading: Reading<unknown>): string {
  return 'problem' in reading ? reading.problem : '';
}

describe('numbers in files', () => {
  it.each([
    ['1500', 150000n],
    ['1500.00', 150000n],
    ['1500,00', 150000n],
    ['1500,5', 150050n],
    ['1.500,00', 150000n],
    ['1,500.00', 150000n],
    ['1.500.000', 150000000n],
    ['1,500,000', 150000000n],
    ['-12.50', -1250n],
    ['0', 0n],
    ['007', 700n],
    [' 48000 ', 4800000n],
    ['Rp 1.500,00', 150000n],
    ['Rp1.500,00', 150000n],
    ['rp. 1500', 150000n],
    ['Rp\u00a01500', 150000n],
    ['-Rp 1500', -150000n],
    ['Rp -1500', -150000n],
  ])('understand %p without being told the format', (text, amount) => {
    expect(readMoney(text, null)).toMatchObject({ value: amount });
  });

  it.each(['1.500', '1,500', '12.345', '999,999', 'Rp 1.500', '-1.500'])('ask what %p means', (text) => {
    expect(problemOf(readMoney(text, null))).toMatch(/^could be .* \(number_format=en\) or .* \(number_format=id\)/);
    expect(problemOf(readWhole(text.replace('Rp ', ''), null))).toMatch(/^could be /);
  });

  it.each([
    '',
    'abc',
    '1.50.0',
    '1,50,0',
    '12.34.567',
    '1 500',
    '1e3',
    '0x10',
    '--5',
    '5-',
    '+5',
    '.5',
    '5.',
    '1.500.00',
    '١٢',
    'Rp',
    '1'.repeat(41),
  ])('refuse %p', (text) => {
    expect(problemOf(readMoney(text, null))).toMatch(/^must be a number/);
    for (const format of NUMBER_FORMATS)
      expect(problemOf(readMoney(text, format))).toMatch(/^must be a number in the form/);
  });

  it('take what they are told', () => {
    expect(readWhole('1.500', 'id')).toEqual({ value: 1500, onlyIn: null });
    expect(readWhole('1,500', 'en')).toEqual({ value: 1500, onlyIn: null });
    expect(readMoney('1.500', 'id')).toEqual({ value: 150000n, onlyIn: null });
    expect(problemOf(readMoney('1.500', 'en'))).toBe('must have at most two decimal places, not "1.500"');
    expect(problemOf(readMoney('1,500.00', 'id'))).toMatch(/^must be a number in the form of number_format=id/);
  });

  it('are whole where only whole units count', () => {
    expect(readWhole('12', null)).toEqual({ value: 12, onlyIn: null });
    expect(readWhole('12.00', null)).toEqual({ value: 12, onlyIn: 'en' });
    expect(readWhole('12,0', null)).toEqual({ value: 12, onlyIn: 'id' });
    expect(problemOf(readWhole('12.5', null))).toBe('must be a whole number, not "12.5"');
    expect(problemOf(readWhole('1.000', 'en'))).toBe('must be a whole number, not "1.000"');
  });

  it('come back as they were written, told the format or not', () => {
    fc.assert(
      fc.property(amounts, formats, (amount, format) => {
        const text = writeMoney(amount, format);
        expect(readMoney(text, format)).toEqual({ value: amount, onlyIn: null });
        expect(readMoney(text, null)).toEqual({ value: amount, onlyIn: format });
        expect(readMoney(grouped(amount, format), format)).toEqual({ value: amount, onlyIn: null });
      }),
    );
  });

  it('are never read when they could be something else', () => {
    fc.assert(
      fc.property(numberLike, (text) => {
        const untold = readMoney(text, null);
        if ('problem' in untold) return;
        for (const format of NUMBER_FORMATS) {
          const told = readMoney(text, format);
          // Another format either cannot read it or reads the same.
          if ('value' in told) expect(told.value).toBe(untold.value);
          else expect(untold.onlyIn).not.toBe(format);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are shortened in messages', () => {
    expect(problemOf(readMoney('x'.repeat(5000), null)).length).toBeLessThan(120);
    expect(problemOf(readMoney('😀'.repeat(50), null))).toContain(`"${'😀'.repeat(40)}..."`);
  });
});
