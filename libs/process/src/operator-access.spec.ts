import { describe, expect, it } from '@jest/globals';
import { operatorAccess, type OperatorAccess, type OperatorRequest } from './operator-access.js';

const TOKEN = 'an-operator-token-of-more-than-32-characters';
const HERE = '127.0.0.1';
const ELSEWHERE = '192.0.2.7';

function from(remoteAddress: string | undefined, headers: OperatorRequest['headers'] = {}): OperatorRequest {
  return { headers: { host: 'localhost:8086', ...headers }, socket: { remoteAddress } };
}

const withoutToken = (request: OperatorRequest): OperatorAccess => operatorAccess(request, null);

describe('what is for operators alone', () => {
  it.each([HERE, ELSEWHERE])('is shown for the token, and for nothing else, to a caller from %s', (address) => {
    const sent = (authorization?: string): OperatorAccess =>
      operatorAccess(from(address, authorization === undefined ? {} : { authorization }), TOKEN);
    expect(sent(`Bearer ${TOKEN}`)).toBe('granted');
    expect(sent(`bearer ${TOKEN}`)).toBe('granted');
    for (const wrong of ['', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, 'Bearer ']) {
      expect(sent(wrong)).toBe('refused');
    }
    expect(sent()).toBe('refused');
  });

  it.each([HERE, '127.8.9.10', '::1', '::ffff:127.0.0.1'])('is shown to %s where there is no token', (address) => {
    for (const host of ['localhost:8086', '127.0.0.1:8086', '[::1]:8086', 'localhost']) {
      expect(withoutToken(from(address, { host }))).toBe('granted');
    }
  });

  it.each([ELSEWHERE, '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '128.0.0.1', '', undefined])(
    'is hidden from %s where there is no token',
    (address) => {
      expect(withoutToken(from(address))).toBe('hidden');
      expect(withoutToken(from(address, { authorization: `Bearer ${TOKEN}` }))).toBe('hidden');
    },
  );

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host', 'x-forwarded-proto'])(
    'is hidden from whom a proxy here speaks for and says so in %s',
    (header) => expect(withoutToken(from(HERE, { [header]: HERE }))).toBe('hidden'),
  );

  it.each([
    { host: 'shop.example' },
    { host: 'localhost.shop.example:8086' },
    { host: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('is hidden from the page of another site in a browser here: %j', (headers) => {
    expect(withoutToken(from(HERE, headers))).toBe('hidden');
  });

  it('is shown to a page of this process in a browser here', () => {
    for (const site of ['none', 'same-origin']) {
      expect(withoutToken(from(HERE, { 'sec-fetch-site': site }))).toBe('granted');
    }
  });
});
