import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, expectOk, type ApiAnswer } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, cancel, confirm, say } from './chat-steps.js';
import { addGoods, addSale, expectProblem, NOBODYS_ID } from './shop-steps.js';
import { openCount, saveLines } from './stock-count-steps.js';
import { csv, exportedAsList, importGoods, importSales } from './transfer-steps.js';

/** The rows of the shop that another shop tries to reach. */
interface Victim {
  readonly goodsId: string;
  readonly saleId: string;
  readonly stockCountId: string;
  readonly jobId: string;
  readonly conversationId: string;
  readonly actionId: string;
}

type Call = (intruder: ApiClient, victim: Victim) => Promise<ApiAnswer>;

/** How a route is tried with another shop's rows. */
type Route =
  | { readonly kind: 'public' }
  /** Takes ids: with another shop's it answers 404, every way it can be called. */
  | { readonly kind: 'by id'; readonly calls: readonly Call[] }
  /** Lists: of another shop it shows nothing. `idsOf` are the rows' ids in an answer. */
  | { readonly kind: 'list'; readonly calls: readonly Call[]; readonly idsOf: (row: ListedRow) => string[] }
  /** Reads or changes what is the caller's own, whatever shop it is: nothing of another shop is seen or changed. */
  | { readonly kind: 'own'; readonly calls: readonly Call[] }
  /** Makes rows of the caller's own and takes no ids. */
  | { readonly kind: 'makes'; readonly calls: readonly Call[] };

interface ListedRow {
  readonly id: string;
  readonly goods_id?: string;
}

const PUBLIC: Route = { kind: 'public' };
const SALE = { quantity: 1, sale_date: '2026-01-05' };

/** Every route of the API. One that is missing here fails the walk: say how to try it. */
const ROUTES: Record<string, Route> = {
  'POST /sign_up': PUBLIC,
  'POST /sign_in': PUBLIC,
  'POST /refresh': PUBLIC,
  'POST /sign_out': { kind: 'own', calls: [(shop) => shop.post('/sign_out', undefined)] },
  'GET /health/live': PUBLIC,
  'GET /health/ready': PUBLIC,
  'GET /api/goods': {
    kind: 'list',
    calls: [(shop) => shop.get('/api/goods?limit=100'), (shop) => shop.get('/api/goods?q=secret')],
    idsOf: (row) => [row.id],
  },
  'POST /api/goods': {
    kind: 'makes',
    calls: [(shop, { goodsId }) => shop.post('/api/goods', { id: goodsId, name: 'Own goods', price: 1 })],
  },
  'GET /api/goods/export': {
    kind: 'list',
    calls: [(shop) => exportedAsList(shop, '/api/goods/export'), (shop) => exportedAsList(shop, '/api/goods/export/')],
    idsOf: (row) => [row.id],
  },
  // An id of another shop is free in this one.
  'POST /api/goods/import': {
    kind: 'own',
    calls: [(shop, { goodsId }) => importGoods(shop, csv('id,name,price', `${goodsId},Moved in,1`))],
  },
  'GET /api/goods/{id}': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.get(`/api/goods/${goodsId}`)],
  },
  'PUT /api/goods/{id}': {
    kind: 'by id',
    calls: [
      (shop, { goodsId }) => shop.put(`/api/goods/${goodsId}`, { name: 'Taken over', stock_quantity: 0 }),
      (shop, { goodsId }) => shop.put(`/api/goods/${goodsId}`, {}),
    ],
  },
  'DELETE /api/goods/{id}': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.delete(`/api/goods/${goodsId}`)],
  },
  'GET /api/sales': {
    kind: 'list',
    calls: [(shop) => shop.get('/api/sales?limit=100'), (shop) => shop.get('/api/sales?q=secret')],
    idsOf: (row) => [row.id, row.goods_id ?? ''],
  },
  'GET /api/sales/export': {
    kind: 'list',
    calls: [(shop) => exportedAsList(shop, '/api/sales/export')],
    idsOf: (row) => [row.id, row.goods_id ?? ''],
  },
  'POST /api/sales/import': {
    kind: 'own',
    calls: [
      (shop, { saleId }) =>
        importSales(shop, csv('id,goods_name,sale_date,quantity', `${saleId},Intruders own,2026-01-05,1`)),
    ],
  },
  'POST /api/sales': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.post('/api/sales', { ...SALE, goods_id: goodsId })],
  },
  'GET /api/sales?goods_id=': {
    kind: 'own',
    calls: [(shop, { goodsId }) => shop.get(`/api/sales?goods_id=${goodsId}`)],
  },
  'GET /api/sales/{id}': {
    kind: 'by id',
    calls: [(shop, { saleId }) => shop.get(`/api/sales/${saleId}`)],
  },
  'POST /api/sales/batch': {
    kind: 'own',
    calls: [
      (shop, { goodsId }) =>
        shop.post('/api/sales/batch', { sales: [{ ...SALE, goods_id: goodsId, idempotency_key: 'intruder' }] }),
    ],
  },
  'PUT /api/sales/{id}': {
    kind: 'by id',
    calls: [
      (shop, { saleId }) => shop.put(`/api/sales/${saleId}`, { quantity: 5 }),
      (shop, { saleId }) => shop.put(`/api/sales/${saleId}`, {}),
    ],
  },
  'DELETE /api/sales/{id}': {
    kind: 'by id',
    calls: [(shop, { saleId }) => shop.delete(`/api/sales/${saleId}`)],
  },
  'POST /api/goods/{id}/restore': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.request('POST', `/api/goods/${goodsId}/restore`)],
  },
  'POST /api/goods/{id}/receipts': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.post(`/api/goods/${goodsId}/receipts`, { quantity: 1, unit_cost: 1 })],
  },
  'POST /api/goods/{id}/adjustments': {
    kind: 'by id',
    calls: [
      (shop, { goodsId }) => shop.post(`/api/goods/${goodsId}/adjustments`, { quantity_change: 1, reason: 'Mine' }),
      (shop, { goodsId }) => shop.post(`/api/goods/${goodsId}/adjustments`, { quantity_change: -9, reason: 'Mine' }),
    ],
  },
  'GET /api/goods/{id}/movements': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.get(`/api/goods/${goodsId}/movements`)],
  },
  'GET /api/integrity': { kind: 'own', calls: [(shop) => shop.get('/api/integrity')] },
  'GET /api/stock_counts': { kind: 'own', calls: [(shop) => shop.get('/api/stock_counts?limit=100')] },
  'POST /api/stock_counts': {
    kind: 'makes',
    calls: [(shop, { stockCountId }) => shop.post('/api/stock_counts', { id: stockCountId, note: 'Own count' })],
  },
  'GET /api/stock_counts/{id}': {
    kind: 'by id',
    calls: [(shop, { stockCountId }) => shop.get(`/api/stock_counts/${stockCountId}`)],
  },
  'PUT /api/stock_counts/{id}/lines': {
    kind: 'by id',
    // The goods of another shop on a count of one's own: stock-counts.spec.ts.
    calls: [1, null].map(
      (counted_quantity) =>
        (shop, { stockCountId, goodsId }) =>
          shop.put(`/api/stock_counts/${stockCountId}/lines`, { lines: [{ goods_id: goodsId, counted_quantity }] }),
    ),
  },
  'POST /api/stock_counts/{id}/close': {
    kind: 'by id',
    calls: [(shop, { stockCountId }) => shop.request('POST', `/api/stock_counts/${stockCountId}/close`)],
  },
  'POST /api/chat': {
    kind: 'by id',
    calls: [
      (shop, { conversationId }) => say(shop, 'bantuan', conversationId),
      (shop, { conversationId }) => say(shop, 'ya', conversationId),
    ],
  },
  'POST /api/chat?conversation_id=': {
    kind: 'by id',
    calls: [
      (shop, { conversationId }) => shop.post(`/api/chat?conversation_id=${conversationId}`, { chat_message: 'ya' }),
    ],
  },
  'POST /api/chat/stream': {
    kind: 'by id',
    calls: [
      (shop, { conversationId }) =>
        shop.post('/api/chat/stream', { chat_message: 'ya', conversation_id: conversationId }),
    ],
  },
  'POST /api/chat/stream?conversation_id=': {
    kind: 'by id',
    calls: [
      (shop, { conversationId }) =>
        shop.post(`/api/chat/stream?conversation_id=${conversationId}`, { chat_message: 'ya' }),
    ],
  },
  'POST /api/chat/actions/{id}/confirm': { kind: 'by id', calls: [(shop, { actionId }) => confirm(shop, actionId)] },
  'POST /api/chat/actions/{id}/cancel': { kind: 'by id', calls: [(shop, { actionId }) => cancel(shop, actionId)] },
  'GET /api/chat/conversations': { kind: 'own', calls: [(shop) => shop.get('/api/chat/conversations?limit=100')] },
  'GET /api/chat/conversations/{id}': {
    kind: 'by id',
    calls: [(shop, { conversationId }) => shop.get(`/api/chat/conversations/${conversationId}`)],
  },
  'DELETE /api/chat/conversations/{id}': {
    kind: 'by id',
    calls: [(shop, { conversationId }) => shop.delete(`/api/chat/conversations/${conversationId}`)],
  },
  'GET /api/settings': { kind: 'own', calls: [(shop) => shop.get('/api/settings')] },
  'PUT /api/settings': { kind: 'own', calls: [(shop) => shop.put('/api/settings', { review_days: 30 })] },
  'GET /api/dashboard': {
    kind: 'own',
    calls: [(shop) => shop.get('/api/dashboard/'), (shop) => shop.get('/api/dashboard/?year=2026&month=1')],
  },
  'GET /api/forecast/accuracy': {
    kind: 'own',
    calls: [(shop) => shop.get('/api/forecast/accuracy'), (shop) => shop.get('/api/forecast/accuracy?days=90')],
  },
  'GET /api/forecast/accuracy?goods_id=': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.get(`/api/forecast/accuracy?goods_id=${goodsId}`)],
  },
  'GET /api/restock': {
    kind: 'own',
    calls: [(shop) => shop.get('/api/restock?limit=100'), (shop) => shop.get('/api/restock?budget=1000000')],
  },
  'GET /api/forecast': {
    kind: 'list',
    calls: [(shop) => shop.get('/api/forecast'), (shop) => shop.get('/api/forecast/?day_forecast=30')],
    idsOf: (row) => [row.id],
  },
  'POST /api/forecast/jobs': { kind: 'own', calls: [(shop) => jobAsked(shop)] },
  'GET /api/forecast/jobs/{id}': {
    kind: 'by id',
    calls: [(shop, { jobId }) => shop.get(`/api/forecast/jobs/${jobId}`)],
  },
  'GET /api/forecast/jobs/{id}/events': {
    kind: 'by id',
    calls: [(shop, { jobId }) => shop.get(`/api/forecast/jobs/${jobId}/events`)],
  },
  'GET /api/forecast?goods_id=': {
    kind: 'by id',
    calls: [(shop, { goodsId }) => shop.get(`/api/forecast/?goods_id=${goodsId}`)],
  },
};

interface Operation {
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { name: string; in: string }[];
}

/** The answer to a job that is asked for, as other good answers are. */
async function jobAsked(shop: ApiClient): Promise<ApiAnswer> {
  const answer = await shop.post('/api/forecast/jobs', undefined);
  expect(answer.status).toBe(202);
  return { ...answer, status: 200 };
}

/** A method and path in the document; one more where a query parameter takes an id. */
function routesOf(paths: Record<string, Record<string, Operation>>): Map<string, Operation> {
  const routes = new Map<string, Operation>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const route = `${method.toUpperCase()} ${path}`;
      routes.set(route, operation);
      const ids = (operation.parameters ?? []).filter((one) => one.in === 'query' && one.name.endsWith('_id'));
      for (const { name } of ids) routes.set(`${route}?${name}=`, operation);
    }
  }
  return routes;
}

describe('two shops', () => {
  let stack: TestStack;
  let owner: ApiClient;
  let intruder: ApiClient;
  let victim: Victim;
  let intrudersGoods: string;
  let documented: Map<string, Operation>;

  beforeAll(async () => {
    // Without a worker a forecast is not waited for.
    stack = await startTestStack({ env: { FORECAST_WAIT_MS: '0' } });
    [owner, intruder] = [await stack.newShop(), await stack.newShop()];
    const { id: goodsId } = await addGoods(owner, { name: 'Secret goods', category: 'Secret' });
    const { id: saleId } = await addSale(owner, goodsId, { quantity: 2 });
    const stockCountId = await openCount(owner);
    await saveLines(owner, stockCountId, [{ goods_id: goodsId, counted_quantity: 7 }]);
    const jobId: string = (await owner.post('/api/forecast/jobs', undefined)).body.data.id;
    const proposed = await answerTo(owner, 'catat penjualan 1 secret goods');
    const [conversationId, actionId] = [proposed.conversation_id, proposed.pending_action.id];
    victim = { goodsId, saleId, stockCountId, jobId, conversationId, actionId };
    intrudersGoods = (await addGoods(intruder, { name: 'Intruders own' })).id;
    await addSale(intruder, intrudersGoods);
    documented = routesOf((await stack.anonymous.get('/openapi.json')).body.paths);
  });

  afterAll(() => stack.stop());

  const routesOfKind = <Kind extends Route['kind']>(kind: Kind) =>
    Object.entries(ROUTES).filter((entry): entry is [string, Extract<Route, { kind: Kind }>] => entry[1].kind === kind);

  /** All that the owner's shop holds, read behind the app's back. */
  async function ownersRows(): Promise<unknown[]> {
    const tables = await stack.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'tor' AND column_name = 'user_id' ORDER BY name`,
    );
    const rows = tables.map(
      ({ name }) => `SELECT '${name}' AS of, to_jsonb(t) AS row FROM ${name} t WHERE user_id = $1`,
    );
    return stack.database.query(`${rows.join(' UNION ALL ')} ORDER BY 1, 2`, [owner.userId]);
  }

  it('are walked through every route that the API documents', () => {
    expect([...documented.keys()].sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('have rows, and their owners reach them', async () => {
    expect((await ownersRows()).length).toBeGreaterThan(5);
    expectOk(await owner.get(`/api/goods/${victim.goodsId}`));
    expectOk(await owner.put(`/api/sales/${victim.saleId}`, {}));
    expect(expectOk(await owner.get('/api/goods?q=secret')).body.total).toBe(1);
    expect(expectOk(await owner.get('/api/sales?q=secret')).body.total).toBe(1);
    expect(expectOk(await owner.get('/api/forecast')).body.data).toHaveLength(1);
  });

  it.each(routesOfKind('by id'))('do not find the rows of each other: %s', async (_, { calls }) => {
    const before = await ownersRows();
    for (const call of calls) {
      const answer = await call(intruder, victim);
      const unknown = await call(intruder, {
        goodsId: NOBODYS_ID,
        saleId: NOBODYS_ID,
        stockCountId: NOBODYS_ID,
        jobId: NOBODYS_ID,
        conversationId: NOBODYS_ID,
        actionId: NOBODYS_ID,
      });
      expectProblem(answer, 404, unknown.body.code);
      // Nothing tells a row of another shop from one that is not there.
      expect([answer.body.title, answer.body.detail]).toEqual([unknown.body.title, unknown.body.detail]);
    }
    expect(await ownersRows()).toEqual(before);
  });

  it.each(routesOfKind('list'))('do not see the rows of each other: %s', async (_, { calls, idsOf }) => {
    const hidden = [victim.goodsId, victim.saleId, owner.userId];
    for (const call of calls) {
      const { body } = expectOk(await call(intruder, victim));
      const rows: ListedRow[] = body.data;
      expect(rows.flatMap(idsOf).filter((id) => hidden.includes(id))).toEqual([]);
      for (const id of hidden) expect(JSON.stringify(body)).not.toContain(id);
      if ('total' in body) expect(body.total).toBe(rows.length);
    }
    const [first] = calls;
    const own: ListedRow[] = first ? expectOk(await first(intruder, victim)).body.data : [];
    expect(own.flatMap(idsOf)).toContain(intrudersGoods);
  });

  it.each(routesOfKind('own'))('neither see nor change what is the other one: %s', async (_, { calls }) => {
    const before = await ownersRows();
    for (const call of calls) {
      const { body } = expectOk(await call(intruder, victim));
      for (const id of [...Object.values(victim).filter((id) => id !== victim.goodsId), owner.userId])
        expect(JSON.stringify(body)).not.toContain(id);
      expect(JSON.stringify(body)).not.toMatch(/secret/i);
    }
    expect(await ownersRows()).toEqual(before);
  });

  it.each(routesOfKind('makes'))('make rows for themselves alone: %s', async (_, { calls }) => {
    const before = await ownersRows();
    for (const call of calls) {
      const { data } = expectOk(await call(intruder, victim)).body;
      expect(data.user_id).toBe(intruder.userId);
      expect([victim.goodsId, victim.saleId]).not.toContain(data.id);
    }
    expect(await ownersRows()).toEqual(before);
  });

  it('are closed to callers without a token, on every route that is not public', async () => {
    let closed = 0;
    for (const [route, { kind }] of Object.entries(ROUTES)) {
      const [method = '', path = ''] = route.replaceAll('{id}', victim.goodsId).split(' ');
      expect([route, documented.get(route)?.security !== undefined]).toEqual([route, kind !== 'public']);
      if (kind === 'public') continue;
      expectProblem(await stack.anonymous.request(method, path), 401, 'invalid_token');
      expectProblem(await new ApiClient(stack.stack.apiUrl, 'a.b.c').request(method, path), 401, 'invalid_token');
      closed += 1;
    }
    expect(closed).toBe(Object.values(ROUTES).filter(({ kind }) => kind !== 'public').length);
  });
});
