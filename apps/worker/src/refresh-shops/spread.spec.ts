import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseTenantId } from '@tor/kernel/tenant-id';
import { delayOf } from './spread.js';

const HOUR = 3_600_000;

describe('the shops of a night', () => {
  it('are spread evenly over the window', () => {
    const quarters = [0, 0, 0, 0];
    for (let shop = 0; shop < 4000; shop++) {
      const delay = delayOf(parseTenantId(randomUUID()), HOUR);
      expect(delay >= 0 && delay < HOUR && Number.isInteger(delay)).toBe(true);
      const quarter = Math.floor((delay / HOUR) * 4);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    // 1000 each, and nine standard deviations of chance.
    for (const shops of quarters) expect(Math.abs(shops - 1000)).toBeLessThan(250);
  });

  it('have their place every night', () => {
    const shop = parseTenantId('3f0c1a52-6a55-4c6e-9d1f-0a4f6f6f8a11');
    expect(delayOf(shop, HOUR)).toBe(delayOf(shop, HOUR));
    expect(delayOf(shop, 0)).toBe(0);
  });
});
