import { describe, expect, it } from '@jest/globals';
import { redactor } from './redactor.js';

describe('a redactor', () => {
  const redact = redactor(['secret', 'secret-and-more', 'a+b(c']);

  it.each([
    ['the secret is secret', 'the [redacted] is [redacted]'],
    ['secret-and-more', '[redacted]'],
    ['a+b(c', '[redacted]'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [redacted]'],
    ['authorization: basic b3BlcmF0b3I6eA==', 'authorization: basic [redacted]'],
    ['token eyJhbGciOi.eyJzdWIi.c2ln is bad', 'token [redacted] is bad'],
    ['connect postgres://tor:p%40ss@db:5432/tor failed', 'connect postgres://tor:[redacted]@db:5432/tor failed'],
    ['redis://:p4ss@host', 'redis://:[redacted]@host'],
    ['connect ECONNREFUSED 127.0.0.1:6379', 'connect ECONNREFUSED 127.0.0.1:6379'],
    ['GET https://shop.example/api/goods at 10:20', 'GET https://shop.example/api/goods at 10:20'],
  ])('makes of %j %j', (text, redacted) => expect(redact(text)).toBe(redacted));
});
