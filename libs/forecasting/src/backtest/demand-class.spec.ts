import { describe, expect, it } from '@jest/globals';
import { demandClass } from './demand-class.js';

describe('the class of a goods', () => {
  it.each([
    ['smooth', [4, 5, 6, 5]],
    ['erratic', [1, 1, 1, 20]],
    ['intermittent', [5, 0, 0, 5, 0, 0]],
    ['lumpy', [1, 0, 0, 30, 0, 0]],
  ])('is %s for %j', (expected, days) => {
    expect(demandClass(days)).toBe(expected);
  });

  it('changes at 1.32 days a sale and at a squared variation of .49', () => {
    const every = (days: number, sales: number): number[] =>
      Array.from({ length: days }, (_, day) => (day < sales ? 3 : 0));
    expect(demandClass(every(131, 100))).toBe('smooth');
    expect(demandClass(every(132, 100))).toBe('intermittent');
    // Mean 1, variance .48 and .491.
    expect(demandClass([1 - Math.sqrt(0.48), 1 + Math.sqrt(0.48)])).toBe('smooth');
    expect(demandClass([1 - Math.sqrt(0.491), 1 + Math.sqrt(0.491)])).toBe('erratic');
  });
});
