import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { documentedRefusals } from './documented-refusals.js';
import { PROVOCATIONS } from './provocations.js';
import { BY_CODE, callersOf, type Callers } from './provoke.js';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';
import { expectProblem } from './shop-steps.js';

const ONE_REQUEST = { RATE_LIMIT_PER_MINUTE: '1', SIGN_IN_LIMIT_PER_MINUTE: '2', TRANSFER_LIMIT_PER_MINUTE: '1' };

const refusals = documentedRefusals();

describe('every refusal of the document', () => {
  let supabase: ScriptedSupabase;
  let stacks: TestStack[];
  let callers: Callers;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    const stack = await startTestStack({ env: { FORECAST_WAIT_MS: '0' } });
    const limited = await startTestStack({ env: ONE_REQUEST });
    const accounts = { SUPABASE_URL: supabase.url, SUPABASE_KEY: 'anon-key', TOR_JWT_SECRET: '' };
    const atSupabase = await startTestStack({ env: accounts });
    const noModel = { GROQ_KEY: 'a-key', GROQ_BASE_URL: 'http://127.0.0.1:9' };
    const withoutModel = await startTestStack({ env: { ...noModel, FORECAST_QUEUE_LIMIT: '1' } });
    stacks = [stack, limited, atSupabase, withoutModel];
    callers = await callersOf(stack, limited, atSupabase, withoutModel);
  });

  afterAll(async () => {
    for (const stack of stacks) await stack.stop();
    await supabase.stop();
  });

  it.each(refusals.map(({ operation, status, code }) => [operation.name, status, code, operation] as const))(
    '%s: %i %s',
    async (name, status, code, operation) => {
      const provoke = PROVOCATIONS[name]?.[code] ?? BY_CODE[code];
      if (!provoke) throw new Error(`Say in provocations.ts how ${name} is made to answer ${code}`);
      expectProblem(await provoke(callers, operation), status, code);
    },
  );

  it('is documented where a provocation is written down', () => {
    const documented = new Set(refusals.map(({ operation, code }) => `${operation.name} ${code}`));
    const written = Object.entries(PROVOCATIONS).flatMap(([name, codes]) =>
      Object.keys(codes).map((code) => `${name} ${code}`),
    );
    expect(written.filter((one) => !documented.has(one))).toEqual([]);
  });
});
