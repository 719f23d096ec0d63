import { describe, expect, it } from '@jest/globals';
import { VERIFICATION_HOLDS_MS, VerifiedTokens } from './verified-tokens.js';

const NOW = new Date('2026-03-01T00:00:00Z');
const seconds = (at: Date): number => at.getTime() / 1000;
const after = (ms: number): Date => new Date(NOW.getTime() + ms);

describe('verified tokens', () => {
  it('are known until they are to be verified anew', () => {
    const tokens = new VerifiedTokens<string>();
    expect(tokens.claimsOf('a', NOW)).toBeNull();
    tokens.remember('a', 'ani', seconds(after(3_600_000)), NOW);
    expect(tokens.claimsOf('a', after(VERIFICATION_HOLDS_MS - 1))).toBe('ani');
    expect(tokens.claimsOf('a', after(VERIFICATION_HOLDS_MS))).toBeNull();
    expect(tokens.claimsOf('b', NOW)).toBeNull();
  });

  it('are not known beyond their end', () => {
    const tokens = new VerifiedTokens<string>();
    tokens.remember('a', 'ani', seconds(after(5000)), NOW);
    expect(tokens.claimsOf('a', after(4999))).toBe('ani');
    expect(tokens.claimsOf('a', after(5000))).toBeNull();
  });

  it('are so many at the most', () => {
    const tokens = new VerifiedTokens<number>();
    const end = seconds(after(3_600_000));
    for (let number = 0; number <= 10_000; number++) tokens.remember(String(number), number, end, NOW);
    expect(tokens.claimsOf('0', NOW)).toBeNull();
    expect(tokens.claimsOf('10000', NOW)).toBe(10_000);
  });
});
