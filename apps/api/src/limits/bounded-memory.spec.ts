import { describe, expect, it } from '@jest/globals';
import { BoundedMemory } from './bounded-memory.js';

const MINUTE = { points: 1000, duration: 60 };

describe('counts in memory', () => {
  const take = async (memory: BoundedMemory, ...keys: string[]): Promise<number> => {
    let last = 0;
    for (const key of keys) last = (await memory.consume(key)).consumedPoints;
    return last;
  };

  it('are of each key', async () => {
    const memory = new BoundedMemory(MINUTE, 10);
    expect(await take(memory, 'a', 'a', 'b', 'a')).toBe(3);
  });

  it('are of so many keys at the most: the oldest makes room', async () => {
    const memory = new BoundedMemory(MINUTE, 3);
    expect(await take(memory, 'a', 'b', 'c', 'a', 'a')).toBe(3);
    await take(memory, 'd');
    expect(memory.dump().storage.map(({ key }) => key)).toEqual(['b', 'c', 'd']);
    expect(await take(memory, 'b')).toBe(2);
    expect(await take(memory, 'a')).toBe(1);
    for (let key = 0; key < 1000; key++) await take(memory, `made up ${key}`);
    expect(memory.dump().storage).toHaveLength(3);
  });
});
