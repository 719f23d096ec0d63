// The limit that the API is measured against: node:http and pg, and nothing else. It has the same statements carried out, prepared,
// and answers the same bytes. Told by its parent what to answer; says where it listens.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import type { BareRoute, BareServerSettings, BareWrite } from './bare-routes.js';
import type { SentStatement } from './sent-units.js';

type Prepared = SentStatement & { readonly name: string };
type Route = Omit<BareRoute, 'statements'> & { readonly statements: readonly Prepared[] };

const settings = JSON.parse(process.argv[2] ?? '{}') as BareServerSettings;
const pool = new pg.Pool({
  connectionString: settings.databaseUrl,
  max: settings.poolSize,
  options: `-c search_path=${settings.schema}`,
});
const routes = new Map<string, Route>();

function prepared({ statements, ...route }: BareRoute): Route {
  const named = statements.map((one) => ({ ...one, name: createHash('sha1').update(one.sql).digest('hex') }));
  return { ...route, statements: named };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = routes.get(`${request.method} ${request.url}`);
  if (!route) {
    response.writeHead(404, { 'Content-Length': 0 }).end();
    return;
  }
  const written = route.writes ? await write(route, route.writes, await bodyOf(request)) : null;
  if (!written) await read(route);
  const text = written ?? JSON.stringify(route.answer);
  response.writeHead(route.status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

async function read({ statements }: Route): Promise<void> {
  if (statements.length === 0) return;
  const client = await pool.connect();
  try {
    for (const { name, sql, values } of statements) await client.query({ name, text: sql, values: [...values] });
  } finally {
    client.release();
  }
}

/** @returns the answer, of the row that was written */
async function write(route: Route, { id, goodsId, goodsField }: BareWrite, body: string): Promise<string> {
  const given = JSON.parse(body) as Record<string, string>;
  const ownId = randomUUID();
  const own = (text: string): string => text.replaceAll(id, ownId).replaceAll(goodsId, given[goodsField] ?? goodsId);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const { name, sql, values } of route.statements) {
      await client.query({ name, text: sql, values: values.map((value) => value && own(value)) });
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  return own(JSON.stringify(route.answer));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const part of request) text += String(part);
  return text;
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    response.writeHead(500, { 'Content-Length': 0 }).end();
  });
});
process.on('message', (told: readonly BareRoute[]) => {
  for (const route of told) routes.set(`${route.method} ${route.path}`, prepared(route));
  process.send?.({ type: 'routes', count: routes.size });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  process.send?.({ type: 'ready', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
