import { describe, expect, it } from '@jest/globals';
import { oneAfterTheOther } from './one-after-the-other.js';

describe('values that are told one after the other', () => {
  it('wait for the one before, and only the latest of them', async () => {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const tell = oneAfterTheOther<number>((value) => {
      begun.push(value);
      return new Promise((resolve) => ends.push(resolve));
    });
    const endOne = async (): Promise<void> => {
      ends.shift()?.();
      await new Promise(setImmediate);
    };
    tell(1);
    tell(2);
    tell(3);
    expect(begun).toEqual([1]);
    await endOne();
    expect(begun).toEqual([1, 3]);
    await endOne();
    tell(4);
    expect(begun).toEqual([1, 3, 4]);
    await endOne();
    expect(begun).toEqual([1, 3, 4]);
  });
});
