import { hash, parseOptions } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { expectProblem } from './shop-steps.js';

const PASSWORD = 'correct horse battery';

describe('a password', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack();
  });

  afterAll(() => stack.stop());

  const signIn = (email: string, password = PASSWORD) => stack.anonymous.post('/sign_in', { email, password });

  async function keptHash(email: string): Promise<string> {
    const rows = await stack.database.query<{ password_hash: string }>(
      'SELECT password_hash FROM local_accounts WHERE email = $1',
      [email],
    );
    return rows[0]?.password_hash ?? '';
  }

  async function withHash(email: string, options: object): Promise<string> {
    expectOk(await stack.anonymous.post('/sign_up', { email, password: PASSWORD }));
    const older = await hash(PASSWORD, options);
    await stack.database.query('UPDATE local_accounts SET password_hash = $1 WHERE email = $2', [older, email]);
    return older;
  }

  it('is hashed with argon2id at what OWASP asks for, 19 MiB and two passes', async () => {
    expectOk(await stack.anonymous.post('/sign_up', { email: 'ani@shop.example', password: PASSWORD }));
    const kept = await keptHash('ani@shop.example');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    ['less memory', 'less-memory@shop.example', { memoryCost: 8192 }],
    ['fewer passes', 'fewer-passes@shop.example', { timeCost: 1 }],
    ['another algorithm', 'another-algorithm@shop.example', { algorithm: 1 }],
  ])('that was hashed with %s is hashed anew when its owner signs in', async (_, email, options) => {
    const older = await withHash(email, options);
    expectProblem(await signIn(email, 'not the password'), 400, 'invalid_credentials');
    expect(await keptHash(email)).toBe(older);
    expectOk(await signIn(email));
    expect(await keptHash(email)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expectOk(await signIn(email));
  });

  it('that was hashed with more stays as it is', async () => {
    const stronger = await withHash('more@shop.example', { memoryCost: 32_768, timeCost: 3 });
    expectOk(await signIn('more@shop.example'));
    expect(await keptHash('more@shop.example')).toBe(stronger);
    expect(parseOptions(stronger)).toMatchObject({ memoryCost: 32_768, timeCost: 3 });
  });

  it('lets its owner in where the new hash cannot be kept', async () => {
    const older = await withHash('kept@shop.example', { timeCost: 1 });
    await stack.database.query('REVOKE UPDATE (password_hash) ON local_accounts FROM tor_app');
    try {
      expectOk(await signIn('kept@shop.example'));
      expect(await keptHash('kept@shop.example')).toBe(older);
    } finally {
      await stack.database.query('GRANT UPDATE (password_hash) ON local_accounts TO tor_app');
    }
  });
});
