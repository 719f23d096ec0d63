import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadConfig } from '@tor/config/load-config';
import { createTestDatabase, type TestDatabase } from '@tor/testing/test-database';
import { operationsOf, type ApiDocument } from '@tor/tools/openapi/document';
import { AppModule } from '../../src/app.module.js';
import { configureApp } from '../../src/configure-app.js';
import { openApiDocument } from '../../src/docs/openapi.js';

/** What is served beside the operations, with the reason. */
const PAGES: Readonly<Record<string, string>> = {
  '/docs': 'Swagger UI',
  '/openapi.json': 'the document itself',
  '/redoc': 'ReDoc',
};

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** That docs/openapi.json is the document of the running API is in openapi.spec.ts. */
describe('API9: what is served', () => {
  let database: TestDatabase;
  let app: NestExpressApplication;
  let routes: string[];
  let document: ApiDocument;

  beforeAll(async () => {
    database = await createTestDatabase();
    const secret = 'a-secret-for-tests-of-more-than-32-characters';
    const config = loadConfig('api', { SUPABASE_DB_STRING: database.appUrl, TOR_JWT_SECRET: secret });
    const options = { logger: false, bodyParser: false, abortOnError: false } as const;
    app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config), options);
    configureApp(app, config.http);
    await app.init();
    document = openApiDocument(app, false) as unknown as ApiDocument;
    const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
    routes = router.stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
    );
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const isPage = (route: string): boolean =>
    Object.keys(PAGES).some((page) => route.split(' ')[1]?.startsWith(page) === true);

  it('is what the document says, route by route', () => {
    const served = new Set(routes.filter((route) => !isPage(route)).map(documented));
    const told = operationsOf(document).map(({ name }) => name);
    expect(told.length).toBeGreaterThan(40);
    expect([...served].sort()).toEqual([...new Set(told)].sort());
  });

  it('is of one version: nothing is deprecated, and no older path is left', () => {
    expect(JSON.stringify(document)).not.toContain('"deprecated":true');
    expect(Object.keys(document.paths).filter((path) => /\/v\d+\b|\/(old|beta|internal|test)\b/.test(path))).toEqual(
      [],
    );
  });
});

/** `/api/goods/:id` as the document writes it. */
function documented(route: string): string {
  return route.replaceAll(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1');
}
