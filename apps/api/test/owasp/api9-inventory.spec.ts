import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ENVIRONMENT_VARIABLES } from '@tor/config/environment';
import { processEnvironment } from '@tor/config/load-config';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { operationsOf, type ApiDocument } from '@tor/tools/openapi/document';

const PROGRAM = fileURLToPath(new URL('print-routes.mjs', import.meta.url));
const MOST_BYTES = 32 * 1024 * 1024;

/** What is served beside the operations: the documents, and what is for operators. */
const PAGES = ['/docs', '/openapi.json', '/redoc', '/metrics'];

/** That docs/openapi.json is the document of the running API is in openapi.spec.ts. */
describe('API9: what is served', () => {
  let database: TestDatabase;
  let routes: string[];
  let document: ApiDocument;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = {
      ...processEnvironment(),
      ...Object.fromEntries(ENVIRONMENT_VARIABLES.map((name) => [name, ''])),
      SUPABASE_DB_STRING: database.appUrl,
      TOR_JWT_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    };
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env, maxBuffer: MOST_BYTES });
    ({ routes, document } = JSON.parse(stdout) as { routes: string[]; document: ApiDocument });
  });

  afterAll(() => database.drop());

  it('is what the document says, route by route', () => {
    const served = routes.filter((route) => !PAGES.some((page) => route.split(' ')[1]?.startsWith(page)));
    const told = operationsOf(document).map(({ name }) => name);
    expect(told.length).toBeGreaterThan(40);
    expect([...new Set(served.map(documented))].sort()).toEqual([...new Set(told)].sort());
  });

  it('is of one version: nothing is deprecated, and no older path is left', () => {
    const paths = Object.keys(document.paths);
    expect(JSON.stringify(document)).not.toContain('"deprecated":true');
    expect(paths.filter((path) => /\/v\d+\b|\/(old|beta|internal|test)\b/.test(path))).toEqual([]);
  });
});

/** `/api/goods/:id` as the document writes it. */
function documented(route: string): string {
  return route.replaceAll(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1');
}
