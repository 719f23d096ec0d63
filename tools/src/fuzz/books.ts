import { json } from './checks.js';
import type { ApiDocument } from '../openapi/document.js';
import { send } from './send.js';
import type { User } from './user.js';

const PAGE = 100;

interface Goods {
  readonly id: string;
  readonly stock_quantity: number;
}

/**
 * Whether the books of a shop balance, asked over HTTP: by the API's own check, and goods by goods against the ledger.
 * @returns what does not; empty when all does
 */
export async function booksFindings(url: string, document: ApiDocument, user: User): Promise<string[]> {
  const findings: string[] = [];
  const read = async <T>(target: string): Promise<T> => {
    const headers = { Authorization: `Bearer ${user.accessToken}` };
    const answer = await send(url, { method: 'GET', target, headers, body: null });
    const body = json<T>(answer.text);
    if (answer.status !== 200 || body === null) throw new Error(`${target} answered ${answer.status}: ${answer.text}`);
    return body;
  };
  if ('/api/integrity' in document.paths) {
    const { data } = await read<{ data: { balanced: boolean } }>('/api/integrity');
    if (data.balanced !== true) findings.push(`${user.name}: /api/integrity says ${JSON.stringify(data)}`);
  }
  const all = async <T>(target: string): Promise<T[]> => {
    const rows: T[] = [];
    for (let page = 1; ; page++) {
      const { data, total } = await read<{ data: T[]; total: number }>(`${target}?limit=${PAGE}&page_index=${page}`);
      rows.push(...data);
      if (rows.length >= total || data.length === 0) return rows;
    }
  };
  for (const { id, stock_quantity: stock } of await all<Goods>('/api/goods')) {
    if (stock < 0) findings.push(`${user.name}: goods ${id} have ${stock} units`);
    if (!('/api/goods/{id}/movements' in document.paths)) continue;
    const movements = await all<{ quantity_change: number }>(`/api/goods/${id}/movements`);
    const sum = movements.reduce((units, movement) => units + movement.quantity_change, 0);
    if (sum !== stock) findings.push(`${user.name}: goods ${id} have ${stock} units, their movements ${sum}`);
  }
  return findings;
}
