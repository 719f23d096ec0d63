import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import type { GoodsView } from '../src/goods/dto/goods.view.js';
import { expectProblem } from './shop-steps.js';

export interface ImportOptions {
  /** Fields of the form besides the file. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a file to an import, as a form of a browser does. */
export function importFile(
  shop: ApiClient,
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  { fields = {}, headers = {} }: ImportOptions = {},
): Promise<ApiAnswer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([content], { type: 'text/csv' }), 'a file.csv');
  return shop.send(path, { method: 'POST', body: form, headers });
}

export function importGoods(shop: ApiClient, content: string | Uint8Array<ArrayBuffer>, options?: ImportOptions) {
  return importFile(shop, '/api/goods/import', content, options);
}

/** Sales of the past, unless the options say otherwise. */
export function importSales(shop: ApiClient, content: string, { fields, headers }: ImportOptions = {}) {
  return importFile(shop, '/api/sales/import', content, {
    fields: { stock: 'keep', ...fields },
    ...(headers && { headers }),
  });
}

/** Lines that a spreadsheet on Unix would write. */
export const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** A file as the API sends it, byte for byte. */
export async function exported(shop: ApiClient, path: string): Promise<{ text: string; headers: Headers }> {
  const response = await fetch(shop.url + path, { headers: { authorization: `Bearer ${shop.accessToken}` } });
  expect(response.status).toBe(200);
  // Not `text()`: that drops the byte order mark.
  return { text: Buffer.from(await response.arrayBuffer()).toString(), headers: response.headers };
}

/** The lines of an export by column. */
export function rowsOf(text: string, delimiter = ','): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, delimiter, record_delimiter: '\r\n' });
}

/** An export as if it were the answer of a list. */
export async function exportedAsList(shop: ApiClient, path: string): Promise<ApiAnswer> {
  const { text, headers } = await exported(shop, `${path}?number_format=en`);
  return { status: 200, headers, body: { data: rowsOf(text) } };
}

/** The answer is a 422 that names these places, each as "line column", in this order. */
export function expectLineErrors(answer: ApiAnswer, ...places: string[]): void {
  expectProblem(answer, 422, 'validation_failed');
  const errors: { field: string; line: number; column?: string }[] = answer.body.errors;
  expect(errors.map(({ line, column }) => [line, column].filter((part) => part !== undefined).join(' '))).toEqual(
    places,
  );
  for (const { field, line, column } of errors) {
    expect(field).toBe(column === undefined ? `line ${line}` : `line ${line}, column ${column}`);
  }
}

/** All goods that are on sale, by name. */
export async function goodsOf(shop: ApiClient): Promise<GoodsView[]> {
  return expectOk(await shop.get('/api/goods?limit=100&sort=name')).body.data;
}

/** The file is refused at these places, and then nothing has changed. */
export async function expectGoodsRefused(shop: ApiClient, content: string, ...places: string[]): Promise<ApiAnswer> {
  const before = await goodsOf(shop);
  const answer = await importGoods(shop, content);
  expectLineErrors(answer, ...places);
  expect(await goodsOf(shop)).toEqual(before);
  return answer;
}
