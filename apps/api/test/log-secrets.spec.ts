import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { ScriptedModel, type ModelTurn } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { say } from './chat-steps.js';
import { startScriptedSupabase, type ScriptedSupabase } from './scripted-supabase.js';
import { importGoods } from './transfer-steps.js';

const EMAIL = 'bu.rahasia@toko.example';
const PASSWORD = 'sandi-yang-rahasia';
const WRONG_PASSWORD = 'sandi-yang-keliru';
const TEXT = 'kata-kata-pelanggan';
const GROQ_KEY = 'gsk_a-key-that-nobody-may-see';
const SUPABASE_KEY = 'sb_a-key-that-nobody-may-see';
const OPERATOR_TOKEN = 'an-operator-token-of-more-than-32-characters';
const WRONG_TOKEN = 'a-guessed-token-of-more-than-32-characters';
const FORGED = 'FORGED LINE';
const FORMATS = ['text', 'json'] as const;
const LOUD = { LOG_LEVEL: 'debug', OPERATOR_TOKEN };

interface Asked {
  readonly answers: ApiAnswer[];
  readonly secrets: string[];
}

const idOf = ({ headers }: ApiAnswer): string => headers.get('x-request-id') ?? '';
const withoutPrefix = (line: string): string => line.replace(/^\w+ +\| /, '');

/** Everything that was said to the API by way of accounts. @returns with the tokens that came back */
async function driveAccounts(anonymous: ApiClient): Promise<Asked & { shop: ApiClient }> {
  const credentials = { email: EMAIL, password: PASSWORD };
  const signedUp = await anonymous.post('/sign_up', credentials);
  const again = await anonymous.post('/sign_up', credentials);
  const wrong = await anonymous.post('/sign_in', { email: EMAIL, password: WRONG_PASSWORD });
  const invalid = await anonymous.post('/sign_in', { email: EMAIL, password: [PASSWORD] });
  const first = expectOk(await anonymous.post('/sign_in', credentials));
  const refreshed = expectOk(await anonymous.post('/refresh', { refresh_token: first.body.data.refresh_token }));
  const twice = await anonymous.post('/refresh', { refresh_token: first.body.data.refresh_token });
  const token = await anonymous.post('/token', { username: EMAIL, password: PASSWORD });
  const { access_token: accessToken } = refreshed.body.data;
  const inQuery = await anonymous.get(`/api/goods?access_token=${accessToken}&password=${PASSWORD}`);
  const cut = await new ApiClient(anonymous.url, `${accessToken.slice(0, -4)}AAAA`).get('/api/goods');
  return {
    answers: [signedUp, again, wrong, invalid, first, refreshed, twice, token, inQuery, cut],
    secrets: [first, refreshed].flatMap(({ body: { data } }) => [data.access_token, data.refresh_token]),
    shop: new ApiClient(anonymous.url, accessToken),
  };
}

/** What a shop says: texts of customers in bodies, files, queries, paths and headers, also where they are refused. */
async function driveShop(shop: ApiClient): Promise<ApiAnswer[]> {
  const query = `chat_message=${TEXT}`;
  return [
    await shop.post('/api/goods', { name: TEXT, price: 1, category: TEXT, stock_quantity: 3 }),
    await shop.post('/api/goods', { name: TEXT, price: TEXT }),
    await shop.get(`/api/goods?search=${TEXT}`),
    await shop.get(`/api/goods/${TEXT}`),
    await shop.get(`/nowhere/${TEXT}?${query}`),
    await shop.get(`/api/goods/%0A${FORGED.replaceAll(' ', '%20')}`),
    await shop.send('/api/goods', {
      method: 'POST',
      body: `{"name": "${TEXT}"`,
      headers: { 'content-type': 'application/json' },
    }),
    await shop.send('/api/goods', {
      headers: { 'x-request-id': `${TEXT} ${TEXT}`, 'user-agent': TEXT, referer: TEXT },
    }),
    await shop.send(`/api/chat?${query}`, { method: 'POST' }),
    await shop.send(`/api/chat/stream?${query}`, { method: 'POST' }),
    await say(shop, `stok ${TEXT} berapa?`),
    await importGoods(shop, `name,price,stock_quantity\n${TEXT} dua,5,1\n`),
    await importGoods(shop, `name,price\n${TEXT},${TEXT}\n`),
  ];
}

async function driveOperator(anonymous: ApiClient): Promise<ApiAnswer[]> {
  const ask = (authorization: string): Promise<ApiAnswer> =>
    anonymous.send('/queues/api/queues', { headers: { authorization } });
  const basic = (password: string): string => `Basic ${Buffer.from(`operator:${password}`).toString('base64')}`;
  return [await ask(`Bearer ${OPERATOR_TOKEN}`), await ask(basic(OPERATOR_TOKEN)), await ask(basic(WRONG_TOKEN))];
}

/** Nobody but a superuser gets into the database any more. */
async function closeDatabase(stack: TestStack): Promise<void> {
  const [row] = await stack.database.query<{ name: string }>('SELECT current_database() AS name');
  await stack.database.query(`REVOKE CONNECT ON DATABASE ${row?.name} FROM PUBLIC, tor_app`);
  await stack.database.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND usename = 'tor_app'`,
    [row?.name],
  );
}

/** Sends bytes that no client would. */
function sendRaw(url: string, text: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.end(text));
    socket.on('error', () => undefined).resume();
    socket.once('close', () => resolve());
  });
}

function expectNoSecret(log: readonly string[], secrets: readonly string[]): void {
  const text = log.join('\n');
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5);
    const at = text.indexOf(secret);
    expect(at < 0 ? '' : text.slice(Math.max(0, at - 200), at + secret.length)).toBe('');
  }
  expect(log.filter((line) => withoutPrefix(line).startsWith(FORGED))).toEqual([]);
}

/** Each line of the API is an object with what such a line has; @returns them */
function recordsOf(log: readonly string[]): Record<string, unknown>[] {
  const records = log.map((line) => JSON.parse(withoutPrefix(line)) as Record<string, unknown>);
  for (const record of records) {
    expect(record).toMatchObject({ level: expect.any(String), process: 'api', message: expect.any(String) });
    expect(new Date(String(record['time'])).toISOString()).toBe(record['time']);
  }
  return records;
}

/** Every answer has a line of its own, with its id, in the form that is asked for. */
function expectAccessLines(format: string, log: readonly string[], answers: readonly ApiAnswer[]): void {
  for (const answer of answers) {
    const lines = log.filter((line) => line.includes(idOf(answer)) && line.includes(' ms'));
    expect([answer.status, lines.length]).toEqual([answer.status, 1]);
    if (format === 'text') expect(lines[0]).toContain(`request_id=${idOf(answer)}`);
    else {
      expect(JSON.parse(withoutPrefix(lines[0] ?? ''))).toMatchObject({
        context: 'Access',
        request_id: idOf(answer),
        status: answer.status,
        method: expect.any(String),
        route: expect.any(String),
        duration_ms: expect.any(Number),
      });
    }
  }
}

describe.each(FORMATS)('the log as %s, at its loudest, with our own accounts', (format) => {
  let model: ScriptedModel;
  let stack: TestStack;
  let asked: Asked;
  let shop: ApiClient;
  let failed: ApiAnswer[];

  beforeAll(async () => {
    model = await ScriptedModel.start();
    stack = await startTestStack({
      env: { ...LOUD, ...model.env, GROQ_KEY, LOG_FORMAT: format, DEV_ENV: 'dev', FORECAST_WAIT_MS: '0' },
    });
    const accounts = await driveAccounts(stack.anonymous);
    shop = accounts.shop;
    const answers = [...accounts.answers];
    // A server that repeats what it was sent, in every way of failing.
    const echo = JSON.stringify({
      error: { message: `${GROQ_KEY} ${TEXT}\n${FORGED}`, failed_generation: TEXT, code: TEXT },
    });
    for (const status of [200, 400, 401, 404, 429, 500]) {
      model.follow([{ status, body: echo } satisfies ModelTurn]);
      answers.push(await say(shop, `stok ${TEXT} berapa?`));
    }
    model.follow([{ call: [{ name: TEXT, args: { text: TEXT } }] }]);
    answers.push(...(await driveShop(shop)), ...(await driveOperator(stack.anonymous)));
    await sendRaw(stack.stack.apiUrl, `GET /health/live HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\nb\n${FORGED}\r\n\r\n`);
    await sendRaw(stack.stack.apiUrl, `GET /${TEXT} ${FORGED}\r\n\r\n`);

    await stack.database.query('ALTER TABLE goods RENAME COLUMN category TO renamed_by_somebody');
    const unforeseen = await shop.post('/api/goods', { name: `${TEXT} tiga`, price: 1, category: TEXT });
    await closeDatabase(stack);
    failed = [
      unforeseen,
      await shop.get('/api/goods'),
      await say(shop, TEXT),
      await importGoods(shop, `name,price\n${TEXT} empat,5\n`),
      await stack.anonymous.post('/sign_in', { email: EMAIL, password: PASSWORD }),
      await stack.anonymous.post('/sign_up', { email: `satu.${EMAIL}`, password: PASSWORD }),
      await stack.anonymous.post('/refresh', { refresh_token: accounts.secrets[3] }),
    ];
    asked = { answers, secrets: accounts.secrets };
    // The pipe is read to its end.
    await stack.stack.stop();
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  it('holds no secret and nothing that a customer wrote', () => {
    const databasePassword = new URL(stack.database.appUrl).password;
    const known = [PASSWORD, WRONG_PASSWORD, TEXT, EMAIL, GROQ_KEY, OPERATOR_TOKEN, WRONG_TOKEN, databasePassword];
    const encoded = [OPERATOR_TOKEN, WRONG_TOKEN].map((token) => Buffer.from(`operator:${token}`).toString('base64'));
    expectNoSecret(stack.log, [...known, ...encoded, ...asked.secrets]);
  });

  it('has a line for each request', () => {
    expectAccessLines(format, stack.log, [...asked.answers, ...failed]);
  });

  it('says of each failure why, with the id that the caller has, and the shop', () => {
    expect(failed.map(({ status }) => status)).toEqual([500, 503, 503, 503, 503, 503, 503]);
    for (const answer of failed) {
      const why = stack.log.filter((line) => line.includes(idOf(answer)) && line.includes(`answered ${answer.status}`));
      expect(why).toHaveLength(1);
    }
    const ofShop = failed.slice(0, 4).map(idOf);
    const lines = stack.log.filter((line) => ofShop.some((id) => line.includes(id)));
    expect(lines.length).toBeGreaterThanOrEqual(8);
    expect(lines.filter((line) => !line.includes(shop.userId))).toEqual([]);
  });

  if (format === 'json') {
    it('is an object a line, failures with name and trace', () => {
      const records = recordsOf(stack.log);
      const id = idOf(failed[0] as ApiAnswer);
      expect(records.find((record) => record['request_id'] === id && record['level'] === 'error')).toMatchObject({
        context: 'Http',
        tenant_id: shop.userId,
        error: { name: 'QueryFailedError', stack: expect.stringContaining('    at ') },
      });
      expect(records.at(-1)).toMatchObject({ message: 'api has stopped' });
    });
  }
});

describe.each(FORMATS)('the log as %s, at its loudest, with accounts of Supabase', (format) => {
  let supabase: ScriptedSupabase;
  let stack: TestStack;

  beforeAll(async () => {
    supabase = await startScriptedSupabase();
    stack = await startTestStack({
      env: { ...LOUD, SUPABASE_URL: supabase.url, SUPABASE_KEY, TOR_JWT_SECRET: '', LOG_FORMAT: format },
    });
  });

  afterAll(async () => {
    await stack.stop();
    await supabase.stop();
  });

  it('holds no secret, also when Supabase is away', async () => {
    const { answers, secrets } = await driveAccounts(stack.anonymous);
    supabase.down = true;
    const credentials = { email: EMAIL, password: PASSWORD };
    const away = [
      await stack.anonymous.post('/sign_up', credentials),
      await stack.anonymous.post('/sign_in', credentials),
    ];
    expect(away.map(({ status }) => status)).toEqual([503, 503]);
    await stack.stack.stop();
    expectNoSecret(stack.log, [PASSWORD, WRONG_PASSWORD, EMAIL, SUPABASE_KEY, OPERATOR_TOKEN, ...secrets]);
    expectAccessLines(format, stack.log, [...answers, ...away]);
    if (format === 'json') recordsOf(stack.log);
  });
});

describe('the log of an API that nobody has told otherwise', () => {
  it('is quiet about requests that went well', async () => {
    const stack = await startTestStack({ env: { LOG_LEVEL: '' } });
    const shop = await stack.newShop();
    expectOk(await shop.get('/api/goods'));
    expect((await shop.get('/nowhere')).status).toBe(404);
    await stack.stack.stop();
    const lines = [...stack.log];
    await stack.stop();
    expect(lines.filter((line) => line.includes(' ms') || line.includes('request_id'))).toEqual([]);
  });
});
