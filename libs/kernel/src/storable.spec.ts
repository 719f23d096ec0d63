import { describe, expect, it } from '@jest/globals';
import { storable } from './storable.js';

describe('a value to keep', () => {
  it('has no NUL and no half characters, in keys as in values', () => {
    const value = { 'a\u0000': ['x\ud800y', { b: '\u0000' }], n: 1, t: true, z: null };
    expect(storable(value)).toEqual({ a: ['x\ufffdy', { b: '' }], n: 1, t: true, z: null });
  });

  it('keeps whole characters and dates', () => {
    const at = new Date(0);
    expect(storable({ text: 'kopi ☕ 👍🏽', at })).toEqual({ text: 'kopi ☕ 👍🏽', at });
  });
});
