import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { operationsOf, type ApiDocument, type Media, type Operation } from '@tor/tools/openapi/document';
import { SchemaChecks } from '@tor/tools/openapi/schema-checks';

const COMMITTED = new URL('../../../docs/openapi.json', import.meta.url);
const PROBLEM = 'application/problem+json';

/** Operations that write and take no Idempotency-Key, with the reason. */
const WITHOUT_KEY: Readonly<Record<string, string>> = {
  'POST /sign_out': 'it ends all sessions: done twice, it has done the same',
  'POST /api/chat/stream': 'its answer is told while it is made, and cannot be told again',
};

/** An example of the document, with the place where it stands. */
interface Example {
  readonly place: string;
  readonly schema: Media['schema'];
  readonly value: unknown;
}

describe('the OpenAPI document', () => {
  let stack: TestStack;
  let document: ApiDocument;
  let operations: Operation[];

  beforeAll(async () => {
    stack = await startTestStack();
    document = expectOk(await stack.anonymous.get('/openapi.json')).body;
    operations = operationsOf(document);
  });

  afterAll(() => stack.stop());

  it('is the one that is committed', async () => {
    const committed: ApiDocument = JSON.parse(await readFile(COMMITTED, 'utf8'));
    // In one piece, so that what changed is read after what to do about it.
    expect({ 'docs/openapi.json is behind: run npm run openapi': committed }).toEqual({
      'docs/openapi.json is behind: run npm run openapi': document,
    });
  });

  it('says of every operation what it is', () => {
    const described = new Set(document.tags?.filter(({ description }) => description).map(({ name }) => name));
    for (const { name, summary, tags = [], operationId } of operations) {
      expect([name, summary, operationId]).toEqual([
        name,
        expect.stringMatching(/^[A-Z].{5,}[^.]$/),
        expect.stringMatching(/^[a-z]+(_[a-z]+)*$/),
      ]);
      expect([name, tags.length, tags.every((tag) => described.has(tag))]).toEqual([name, 1, true]);
    }
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('has a schema and an example of every good answer', () => {
    for (const { name, responses } of operations) {
      const good = Object.entries(responses).filter(([status]) => status < '300');
      expect([name, good.length]).toEqual([name, 1]);
      for (const { schema, example } of good.flatMap(([, { content }]) => Object.values(content ?? {}))) {
        expect([name, schema, example]).toEqual([name, expect.anything(), expect.anything()]);
      }
    }
  });

  it('has an example of every refusal, and lists their codes', () => {
    for (const { name, responses, ...operation } of operations) {
      const refusals = Object.entries(responses).filter(([status]) => status >= '400');
      const codes = refusals.flatMap(([status, { content = {} }]) => {
        expect([name, status, Object.keys(content)]).toEqual([name, status, [PROBLEM]]);
        return Object.entries(content[PROBLEM]?.examples ?? {}).map(([code, { value }]) => {
          expect([name, value]).toMatchObject([name, { code, status: Number(status) }]);
          return code;
        });
      });
      expect([name, codes.sort()]).toEqual([name, [...(operation['x-error-codes'] ?? [])].sort()]);
    }
  });

  it('has an example of every body and parameter', () => {
    const missing = operations.flatMap(({ name, parameters = [], requestBody }) => [
      ...parameters.filter(({ example }) => example === undefined).map((one) => `${name} ${one.name}`),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ example }) => (example === undefined ? [name] : [])),
    ]);
    expect(missing).toEqual([]);
  });

  it('has no example that breaks its schema', () => {
    const checks = new SchemaChecks(document, { closed: true });
    const broken = operations.flatMap((operation) =>
      examplesOf(operation).flatMap(({ place, schema = {}, value }) => {
        const problem = checks.problem(schema, value);
        return problem === null ? [] : [`${operation.name} ${place}: ${problem}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('refers to nothing that it does not hold, and holds nothing that it does not refer to', () => {
    const names = Object.keys(document.components.schemas);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect([...new Set(references.map(([, name]) => name))].sort()).toEqual(names.sort());
    expect(JSON.stringify(document).match(/"\$ref":"(?!#\/components\/schemas\/)/)).toBeNull();
  });

  it('gives every POST that writes an Idempotency-Key', () => {
    const posts = operations.filter(({ method, security }) => method === 'POST' && security !== undefined);
    const without = posts.filter(({ parameters = [] }) => !parameters.some(({ name }) => name === 'Idempotency-Key'));
    expect(posts.length).toBeGreaterThan(without.length);
    expect(without.map(({ name }) => name)).toEqual(Object.keys(WITHOUT_KEY));
  });
});

function examplesOf({ parameters = [], requestBody, responses }: Operation): Example[] {
  const ofParameters = parameters.map(({ name, schema, example }) => ({ place: name, schema, value: example }));
  const contents = [
    ...Object.entries(requestBody?.content ?? {}).map(([type, media]) => ({ place: `body ${type}`, media })),
    ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
      Object.values(content).map((media) => ({ place: status, media })),
    ),
  ];
  const ofContents = contents.flatMap(({ place, media: { schema, example, examples = {} } }) => [
    ...(example === undefined ? [] : [{ place, schema, value: example }]),
    ...Object.entries(examples).map(([name, { value }]) => ({ place: `${place} ${name}`, schema, value })),
  ]);
  return [...ofParameters, ...ofContents];
}
