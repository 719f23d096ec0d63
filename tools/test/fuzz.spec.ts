import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { AnswerChecks } from '../src/fuzz/checks.js';
import { describeFinding } from '../src/fuzz/describe-finding.js';
import { UsageError } from '../src/arguments/usage-error.js';
import { readFuzzArguments } from '../src/fuzz/fuzz-options.js';
import { IdPool } from '../src/fuzz/id-pool.js';
import { Random } from '../src/fuzz/random.js';
import type { FuzzAnswer, FuzzRequest } from '../src/fuzz/request.js';
import { RequestBuilder } from '../src/fuzz/request-builder.js';
import { runFuzz } from '../src/fuzz/run-fuzz.js';
import { operationsOf, type ApiDocument } from '../src/openapi/document.js';

const REQUESTS = 1500;
const SEED = 20_260_105;
const FUZZ_TIMEOUT_MS = 180_000;

describe('random requests', () => {
  let stack: TestStack;
  let document: ApiDocument;

  beforeAll(async () => {
    // Without a worker a forecast is not waited for.
    stack = await startTestStack({ env: { FORECAST_WAIT_MS: '0' } });
    document = expectOk(await stack.anonymous.get('/openapi.json')).body;
  });

  afterAll(() => stack.stop());

  it(
    'are answered as the document says, and leave books that balance',
    async () => {
      const report = await runFuzz({ url: stack.stack.apiUrl, document, requests: REQUESTS, seed: SEED });
      expect(report.findings.map((finding) => describeFinding(finding, SEED))).toEqual([]);
      // Refusals alone would prove little.
      expect(report.statuses['200']).toBeGreaterThan(REQUESTS / 4);
      const untried = operationsOf(document).filter(({ name }) => report.goodAnswers[name] === undefined);
      expect(untried.length).toBeLessThan(operationsOf(document).length / 4);
    },
    FUZZ_TIMEOUT_MS,
  );

  it('are the same for the same seed, and others for another', () => {
    const users = [{ name: 'user', accessToken: 'a.b.c', ids: new IdPool() }];
    const made = (seed: number): string[] => {
      const builder = new RequestBuilder(document, users, seed);
      return Array.from({ length: 200 }, (_, number) => {
        const { method, target, headers, body } = builder.build(number);
        return JSON.stringify([method, target, headers, body?.toString('latin1')]);
      });
    };
    expect(made(1)).toEqual(made(1));
    expect(made(1)).not.toEqual(made(2));
    expect(new Set(made(1)).size).toBeGreaterThan(150);
  });

  it('come with what it takes to send them again', () => {
    const [operation = null] = operationsOf(document).filter(({ name }) => name === 'POST /api/goods');
    const user = { name: 'user1-1', accessToken: 'eyA.eyB.c', ids: new IdPool() };
    const headers = { Authorization: 'Bearer eyA.eyB.c', 'Idempotency-Key': 'key-1' };
    const request = { number: 17, operation, user, method: 'POST', target: '/api/goods', headers };
    const lines = describeFinding({ problem: 'status 500', request: { ...request, body: Buffer.from('{"a"') } }, 3);
    expect(lines).toContain('seed 3, request 17, user1-1: POST /api/goods');
    expect(lines).toContain('Idempotency-Key: "key-1"');
    expect(lines).toContain('{\\"a\\"');
    expect(lines).not.toContain('eyB');
  });

  describe('find', () => {
    const good: FuzzAnswer = { status: 200, contentType: 'application/json', headers: {}, text: '', ms: 1 };
    const problem = { type: 'urn:x', title: 'x', status: 404, detail: 'x', instance: '/', code: 'goods_not_found' };
    const refusal = { ...good, status: 404, contentType: 'application/problem+json; charset=utf-8' };
    const settings = {
      timezone: 'Asia/Jakarta',
      currency: 'IDR',
      language: 'id',
      lead_time_days: 3,
      review_days: 7,
      service_level: 0.95,
      low_stock_threshold: 10,
    };

    function finding(route: string, answer: FuzzAnswer, change: Partial<FuzzRequest> = {}): string | null {
      const operation = operationsOf(document).find(({ name }) => name === route) ?? null;
      const user = { name: 'user', accessToken: '', ids: new IdPool() };
      const [method = '', target = ''] = route.split(' ');
      const request = { number: 0, operation, user, method, target, headers: {}, body: null, ...change };
      return new AnswerChecks(document).finding(request, answer);
    }

    const json = (value: unknown): string => JSON.stringify(value);

    it.each<[string, FuzzAnswer, string]>([
      ['a fault', { ...good, status: 500 }, 'status 500'],
      ['a status', { ...good, status: 201, text: '{}' }, 'status 201 is not documented'],
      ['a type', { ...good, contentType: 'text/html' }, 'an answer of the type "text/html"'],
      ['what is no JSON', { ...good, text: '<html>' }, 'breaks its schema'],
      ['a field that is missing', { ...good, text: json({ data: { ...settings, currency: undefined } }) }, 'currency'],
      ['a field of another type', { ...good, text: json({ data: { ...settings, review_days: '7' } }) }, 'review_days'],
      ['a value out of bounds', { ...good, text: json({ data: { ...settings, review_days: 0 } }) }, 'review_days'],
      ['a field too much', { ...good, text: json({ data: { ...settings, secret: 1 } }) }, 'additional properties'],
      ['a refusal of another form', { ...refusal, contentType: 'application/json' }, 'is not documented'],
      ['a slow answer', { ...good, ms: 60_000, text: json({ data: settings }) }, 'took 60000 ms'],
    ])('%s that the document does not know', (_, answer, expected) => {
      expect(finding('GET /api/settings', answer)).toContain(expected);
    });

    it('refusals of another form, code or status', () => {
      const route = 'GET /api/goods/{id}';
      const text = json({ ...problem, request_id: 'x' });
      expect(finding(route, { ...refusal, text })).toBeNull();
      expect(finding(route, { ...refusal, contentType: 'application/json', text })).toContain('a refusal of the type');
      expect(finding(route, { ...refusal, text: json(problem) })).toContain('request_id');
      const another = json({ ...problem, request_id: 'x', code: 'sale_not_found' });
      expect(finding(route, { ...refusal, text: another })).toContain('"sale_not_found" is not documented');
      expect(finding(route, { ...refusal, status: 422, text })).toContain('status 422, but 404 in the body');
    });

    it('another answer to what was sent again with its key', () => {
      const route = 'POST /api/goods';
      const replayed = { ...good, headers: { 'idempotency-replayed': 'true' }, text: '{"a":1}' };
      const first = { ...good, text: '{"a":1}' };
      const request = { number: 0, operation: null, method: 'POST', target: '', headers: {}, body: null };
      const user = { name: 'user', accessToken: '', ids: new IdPool() };
      const repeats = { request: { ...request, user }, answer: first };
      expect(finding(route, replayed, { repeats })).toBeNull();
      expect(finding(route, { ...replayed, text: '{"a":2}' }, { repeats })).toContain('another answer');
      expect(finding(route, { ...replayed, status: 404 }, { repeats })).toContain('status 404');
      expect(finding(route, first, { repeats })).toContain('not marked');
    });

    it('nothing in a good answer', () => {
      expect(finding('GET /api/settings', { ...good, text: json({ data: settings }) })).toBeNull();
    });
  });
});

describe('chance', () => {
  it('is even, and the same for the same seed', () => {
    const random = new Random(7);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++) {
      const one = random.int(0, 3);
      counts[one] = (counts[one] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(new Random(7).uuid()).toBe(new Random(7).uuid());
    expect(Random.ofRequest(1, 5).next()).not.toBe(Random.ofRequest(1, 6).next());
  });
});

describe('the command line of the fuzz', () => {
  it('is read', () => {
    expect(readFuzzArguments(['--requests', '20', '--seed', '1'])).toEqual({
      requests: 20,
      seed: 1,
      url: null,
      help: false,
    });
    expect(readFuzzArguments(['--url', 'http://localhost:8086/']).url).toBe('http://localhost:8086');
  });

  it.each([[['--unknown']], [['extra']], [['--seed', 'x']], [['--requests', '-1']], [['--requests', '1e3']]])(
    'refuses %j',
    (args) => {
      expect(() => readFuzzArguments(args)).toThrow(UsageError);
    },
  );
});
