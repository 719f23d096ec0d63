import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import type { StockCountDetailView } from '../src/stock-counts/dto/stock-count.view.js';

/** @returns the id of the new count */
export async function openCount(shop: ApiClient): Promise<string> {
  return expectOk(await shop.post('/api/stock_counts', {})).body.data.id;
}

export function putLines(shop: ApiClient, countId: string, lines: unknown): Promise<ApiAnswer> {
  return shop.put(`/api/stock_counts/${countId}/lines`, { lines });
}

export async function saveLines(
  shop: ApiClient,
  countId: string,
  lines: readonly { goods_id: string; counted_quantity: number | null; counted_at?: string }[],
): Promise<StockCountDetailView> {
  return expectOk(await putLines(shop, countId, lines)).body.data;
}

export function closeCount(shop: ApiClient, countId: string): Promise<ApiAnswer> {
  return shop.request('POST', `/api/stock_counts/${countId}/close`);
}

export async function countOf(shop: ApiClient, countId: string): Promise<StockCountDetailView> {
  return expectOk(await shop.get(`/api/stock_counts/${countId}`)).body.data;
}
