import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '@tor/testing/api-client';
import { startTestStack } from '@tor/testing/test-stack';
import { all, byAddress, expectTooMany } from './limit-steps.js';

const LIMIT = 3;

type Call = (forwardedFor: string) => Promise<ApiAnswer>;

/** Runs steps against an API that believes these proxies; a call without a token is counted for its address. */
async function trusting(trustProxy: string, steps: (call: Call) => Promise<void>): Promise<void> {
  const env = { TRUST_PROXY: trustProxy, BAD_TOKEN_LIMIT_PER_MINUTE: String(LIMIT) };
  const stack = await startTestStack({ env });
  const caller = byAddress(stack.stack.apiUrl);
  try {
    await steps((from) => caller.send('/api/goods', { headers: { 'x-forwarded-for': from } }));
  } finally {
    await stack.stop();
  }
}

async function statuses(call: Call, addresses: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const address of addresses) found.push((await call(address)).status);
  return found;
}

describe('the address that limits count', () => {
  it('is that of the connection, whatever a client says, where no proxy is trusted', async () => {
    await trusting('', async (call) => {
      expect(await statuses(call, ['203.0.113.1', '203.0.113.2', '203.0.113.3'])).toEqual(all(LIMIT, 401));
      expectTooMany(await call('203.0.113.4'));
      expectTooMany(await call('127.0.0.1'));
    });
  });

  it.each(['1', '127.0.0.0/8'])('is that of the client before the proxies of TRUST_PROXY=%s', async (trustProxy) => {
    await trusting(trustProxy, async (call) => {
      expect(await statuses(call, ['203.0.113.1', '203.0.113.1', '203.0.113.1'])).toEqual(all(LIMIT, 401));
      expectTooMany(await call('203.0.113.1'));
      // What the client itself wrote comes before what the proxy added.
      expectTooMany(await call('198.51.100.7, 203.0.113.1'));
      expect((await call('203.0.113.2')).status).toBe(401);
    });
  });

  it("is nobody's but the connection's where it does not come from a trusted proxy", async () => {
    await trusting('10.0.0.0/8', async (call) => {
      expect(await statuses(call, ['203.0.113.1', '203.0.113.2', '10.0.0.1'])).toEqual(all(LIMIT, 401));
      expectTooMany(await call('203.0.113.4'));
    });
  });

  it('is one for a network of IPv6, which one client has to itself', async () => {
    await trusting('1', async (call) => {
      expect(await statuses(call, ['2001:db8::1', '2001:db8::2', '2001:db8:0:0:9::3'])).toEqual(all(LIMIT, 401));
      expectTooMany(await call('2001:db8::ffff'));
      expect((await call('2001:db8:0:1::1')).status).toBe(401);
    });
  });
});
