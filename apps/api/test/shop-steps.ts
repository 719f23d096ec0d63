import { expect } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import type { TestDatabase } from '@tor/testing/test-database';
import type { GoodsView } from '../src/goods/dto/goods.view.js';
import type { SaleView } from '../src/sales/dto/sale.view.js';

/** An id that nothing has. */
export const NOBODYS_ID = '7d1c7a6e-0c0a-4a63-9b1b-6f2f6d1d2c33';

/** Goods of which a test only says what it cares about. */
export async function addGoods(shop: ApiClient, goods: object = {}): Promise<GoodsView> {
  const answer = await shop.post('/api/goods', { name: 'Kopi Gayo', price: 48000, stock_quantity: 10, ...goods });
  return expectOk(answer).body.data;
}

export async function addSale(shop: ApiClient, goodsId: string, sale: object = {}): Promise<SaleView> {
  const answer = await shop.post('/api/sales', { goods_id: goodsId, quantity: 1, sale_date: '2026-01-05', ...sale });
  return expectOk(answer).body.data;
}

export async function stockOf(shop: ApiClient, goodsId: string): Promise<number> {
  return expectOk(await shop.get(`/api/goods/${goodsId}`)).body.data.stock_quantity;
}

/** The ledger of one goods, oldest line first. */
export function movementsOf(
  database: TestDatabase,
  goodsId: string,
): Promise<{ kind: string; quantity_change: number }[]> {
  return database.query('SELECT kind, quantity_change FROM stock_movements WHERE goods_id = $1 ORDER BY id', [goodsId]);
}

/** The goods of all shops whose stock is not the sum of their movements. */
export function unbalancedGoods(database: TestDatabase): Promise<{ id: string }[]> {
  return database.query(
    `SELECT g.id FROM goods g LEFT JOIN stock_movements m ON m.user_id = g.user_id AND m.goods_id = g.id
      GROUP BY g.user_id, g.id HAVING g.stock_quantity <> coalesce(sum(m.quantity_change), 0)`,
  );
}

/** The answer is problem details with this status and code. */
export function expectProblem(answer: ApiAnswer, status: number, code: string): void {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { status, code } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
}

/** The answer is a 422 that names these fields, and no others. */
export function expectRefusedFields(answer: ApiAnswer, ...fields: string[]): void {
  expectProblem(answer, 422, 'validation_failed');
  const named: string[] = answer.body.errors.map((error: { field: string }) => error.field);
  expect(named.sort()).toEqual(fields.sort());
}

/** The shop's books agree with each other. */
export async function expectBalanced(shop: ApiClient): Promise<void> {
  expect(expectOk(await shop.get('/api/integrity')).body.data).toMatchObject({ balanced: true });
}
