import { describe, expect, it } from '@jest/globals';
import { FixedWindows } from './fixed-windows.js';

describe('counts in memory', () => {
  let now = 0;
  const windows = (mostKeys: number): FixedWindows => new FixedWindows(mostKeys, () => now);
  const take = (memory: FixedWindows, ...keys: string[]): number =>
    keys.reduce((_, key) => memory.count(key, 1000).count, 0);

  it('are of each key', () => {
    expect(take(windows(10), 'a', 'a', 'b', 'a')).toBe(3);
  });

  it('are of so many keys at the most: the oldest makes room', () => {
    const memory = windows(3);
    expect(take(memory, 'a', 'b', 'c', 'a', 'a')).toBe(3);
    take(memory, 'd');
    expect(memory.keys).toEqual(['b', 'c', 'd']);
    expect(take(memory, 'b')).toBe(2);
    expect(take(memory, 'a')).toBe(1);
    for (let key = 0; key < 1000; key++) take(memory, `made up ${key}`);
    expect(memory.keys).toHaveLength(3);
  });

  it('begin anew when their window has ended, not before and not later', () => {
    const memory = windows(10);
    now = 500;
    expect(memory.count('a', 1000)).toEqual({ count: 1, msLeft: 1000 });
    now = 1499;
    expect(memory.count('a', 1000)).toEqual({ count: 2, msLeft: 1 });
    now = 1500;
    expect(memory.count('a', 1000)).toEqual({ count: 1, msLeft: 1000 });
  });

  it('are forgotten once their window has ended', () => {
    const memory = windows(10);
    take(memory, 'a', 'b');
    now += 600;
    take(memory, 'c');
    now += 600;
    take(memory, 'd');
    expect(memory.keys).toEqual(['c', 'd']);
  });
});
