import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { GoodsView } from '../src/goods/dto/goods.view.js';
import { addGoods, expectProblem, movementsOf, NOBODYS_ID, stockOf } from './shop-steps.js';
import { csv, expectBalanced, expectLineErrors, importFile, importGoods } from './transfer-steps.js';

const ID = '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21';

describe('an import of goods', () => {
  let stack: TestStack;
  let shop: ApiClient;
  let temporary: string;

  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'tor-goods-import-'));
    stack = await startTestStack({ env: { TMPDIR: temporary } });
  });

  beforeEach(async () => {
    shop = await stack.newShop();
  });

  afterAll(async () => {
    expect(await readdir(temporary)).toEqual([]);
    await stack.stop();
    await rm(temporary, { recursive: true });
  });

  async function goodsOf(owner: ApiClient): Promise<GoodsView[]> {
    return expectOk(await owner.get('/api/goods?limit=100&sort=name')).body.data;
  }

  async function refusedAt(content: string, ...places: string[]): Promise<ApiAnswer> {
    const before = await goodsOf(shop);
    const answer = await importGoods(shop, content);
    expectLineErrors(answer, ...places);
    expect(await goodsOf(shop)).toEqual(before);
    return answer;
  }

  it('adds what is not there', async () => {
    const answer = expectOk(
      await importGoods(
        shop,
        csv(
          'name,category,sku,unit,price,cost_price,stock_quantity,lead_time_days,low_stock_threshold,colour',
          'Kopi Gayo 250 g,Kopi,GAYO-250,pcs,48000.00,31000.50,24,3,10,brown',
          'Teh,,,,5000,,,,,',
        ),
      ),
    );
    expect(answer.body).toEqual({
      message: 'Goods imported successfully',
      data: { lines: 2, created: 2, updated: 0, unchanged: 0, ignored_columns: ['colour'] },
    });
    const [coffee, tea] = await goodsOf(shop);
    expect(coffee).toMatchObject({
      name: 'Kopi Gayo 250 g',
      category: 'Kopi',
      sku: 'GAYO-250',
      unit: 'pcs',
      price: 48000,
      cost_price: 31000.5,
      stock_quantity: 24,
      lead_time_days: 3,
      low_stock_threshold: 10,
    });
    expect(tea).toMatchObject({ category: null, sku: null, cost_price: 0, stock_quantity: 0, lead_time_days: null });
    expect(await movementsOf(stack.database, coffee?.id ?? '')).toEqual([{ kind: 'opening', quantity_change: 24 }]);
    expect(await movementsOf(stack.database, tea?.id ?? '')).toEqual([]);
    await expectBalanced(shop);
  });

  it('finds goods by id, by SKU, by name, and changes only the columns that the file has', async () => {
    const byId = await addGoods(shop, { name: 'A', category: 'Old', sku: 'A-1', stock_quantity: 5 });
    const bySku = await addGoods(shop, { name: 'B', sku: 'B-1', unit: 'box' });
    const byName = await addGoods(shop, { name: 'Célébes', cost_price: 7 });
    const same = await addGoods(shop, { name: 'D' });
    const content = csv(
      'id,name,sku,stock_quantity,category',
      `${byId.id.toUpperCase()},A renamed,A-2,3,`,
      ',B renamed,B-1,10,New',
      ',CÉLÉBES ,,11,New',
      `,D,,10,`,
    );
    const { data } = expectOk(await importGoods(shop, content)).body;
    expect(data).toEqual({ lines: 4, created: 0, updated: 3, unchanged: 1, ignored_columns: [] });
    const after = Object.fromEntries((await goodsOf(shop)).map((goods) => [goods.id, goods]));
    expect(after[byId.id]).toEqual({ ...byId, name: 'A renamed', sku: 'A-2', stock_quantity: 3, category: null });
    expect(after[bySku.id]).toEqual({ ...bySku, name: 'B renamed', category: 'New' });
    expect(after[byName.id]).toEqual({ ...byName, name: 'CÉLÉBES', stock_quantity: 11, category: 'New' });
    expect(after[same.id]).toEqual(same);
    const ledger = await stack.database.query(
      'SELECT kind, quantity_change, note FROM stock_movements WHERE goods_id = ANY ($1::uuid[]) ORDER BY id',
      [[byId.id, byName.id]],
    );
    expect(ledger).toEqual([
      { kind: 'opening', quantity_change: 5, note: null },
      { kind: 'opening', quantity_change: 10, note: null },
      { kind: 'adjustment', quantity_change: -2, note: 'import' },
      { kind: 'adjustment', quantity_change: 1, note: 'import' },
    ]);
    await expectBalanced(shop);
  });

  it('changes nothing the second time', async () => {
    const content = csv('name,price,stock_quantity', 'Kopi,48000.50,24', 'Teh,5000,0');
    expectOk(await importGoods(shop, content));
    const before = await goodsOf(shop);
    expect(expectOk(await importGoods(shop, content)).body.data).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    });
    expect(await goodsOf(shop)).toEqual(before);
  });

  it('adds variants that share a name under their own SKUs', async () => {
    await addGoods(shop, { name: 'Kaos', sku: 'KAOS-S' });
    const content = csv('name,sku,price', 'Kaos,KAOS-M,90000', 'kaos,KAOS-L,95000');
    expect(expectOk(await importGoods(shop, content)).body.data).toMatchObject({ created: 2, updated: 0 });
    expect((await goodsOf(shop)).map(({ sku }) => sku).sort()).toEqual(['KAOS-L', 'KAOS-M', 'KAOS-S']);
  });

  it('asks where several goods could be meant', async () => {
    await addGoods(shop, { name: 'Kopi' });
    await addGoods(shop, { name: 'kopi' });
    await addGoods(shop, { name: 'X', sku: 'S' });
    await addGoods(shop, { name: 'Y', sku: 'S' });
    const answer = await refusedAt(csv('name,sku,price', 'KOPI,,1', 'Z,S,1'), '2 name', '3 sku');
    expect(answer.body.errors[0].message).toBe('there are several goods of this name: give their SKU or id');
    expect(answer.body.errors[1].message).toBe('there are several goods of this sku: give their id');
  });

  it('refuses two lines that mean the same goods', async () => {
    const { id } = await addGoods(shop, { name: 'Kopi', sku: 'K' });
    const answer = await refusedAt(
      csv(
        'id,name,sku,price',
        `${id},Kopi,,1`,
        ',Lain,K,1',
        ',Teh,,1',
        ',TEH,,1',
        ',Gula,G,1',
        ',Gula pasir,G,1',
        `${NOBODYS_ID},Beras,,1`,
        `${NOBODYS_ID},Beras merah,,1`,
        ',beras,,1',
      ),
      '3 name',
      '5 name',
      '7 name',
      '9 name',
      '10 name',
    );
    const messages: string[] = answer.body.errors.map(({ message }: { message: string }) => message);
    expect(messages[0]).toBe('lines 2 and 3 mean the same goods');
    expect(messages[4]).toBe('lines 8 and 10 mean the same goods');
  });

  it('adds two goods of one name when each has an id of its own, and keeps ids and instants', async () => {
    const content = csv(
      'id,name,price,created_at,archived_at',
      `${ID},Kopi,1,2025-01-05T03:12:44.512345Z,`,
      `${NOBODYS_ID},Kopi,2,2025-01-05 10:12:44.512345+07:00,2025-02-01T00:00:00Z`,
    );
    expect(expectOk(await importGoods(shop, content)).body.data).toMatchObject({ created: 2 });
    const rows = await stack.database.query(
      `SELECT id, created_at = '2025-01-05T03:12:44.512345Z' AS kept, archived_at FROM goods WHERE user_id = $1 ORDER BY id`,
      [shop.userId],
    );
    expect(rows).toEqual([
      { id: ID, kept: true, archived_at: null },
      { id: NOBODYS_ID, kept: true, archived_at: new Date('2025-02-01') },
    ]);
    expect(expectOk(await importGoods(shop, content)).body.data).toMatchObject({ unchanged: 2 });
  });

  it('leaves archived goods alone, and archives none', async () => {
    const { id } = await addGoods(shop, { name: 'Kopi' });
    const active = await addGoods(shop, { name: 'Teh' });
    expectOk(await shop.delete(`/api/goods/${id}`));
    await refusedAt(
      csv(
        'id,name,price,archived_at',
        `${id},Kopi,1,2026-01-01T00:00:00Z`,
        `${active.id},Teh,48000,2026-01-01T00:00:00Z`,
      ),
      '2 name',
      '3 archived_at',
    );
    const restored = await refusedAt(csv('id,name,archived_at', `${id},Kopi,`), '2 archived_at');
    expect(restored.body.errors[0].message).toBe('these goods are archived: restore them first, an import does not');
    expect(expectOk(await importGoods(shop, csv('id,name', `${id},Kopi`))).body.data).toMatchObject({ unchanged: 1 });
    // Of the same name there may be new ones.
    expect(expectOk(await importGoods(shop, csv('name,price', 'Kopi,1'))).body.data).toMatchObject({ created: 1 });
  });

  it('understands Indonesian files: names of columns, semicolons, commas, rupiah', async () => {
    const content =
      '\uFEFFNama;Kategori;Harga Jual;Harga_Modal;STOK;Satuan\r\n"Kopi; hitam";Kopi;Rp 48.000,00;31000,5;24;pcs\r\n';
    expectOk(await importGoods(shop, content));
    expect(await goodsOf(shop)).toMatchObject([
      { name: 'Kopi; hitam', category: 'Kopi', price: 48000, cost_price: 31000.5, stock_quantity: 24, unit: 'pcs' },
    ]);
  });

  it('understands tabs, quoted line breaks, blank lines, and takes the guard off formulas', async () => {
    const content = `name\tprice\tsku\n\n"Kopi\r\n""Gayo"""\t1\t'=1+1\n\t\t\n'-tis\t2\t'80\n`;
    expect(expectOk(await importGoods(shop, content)).body.data).toMatchObject({ lines: 2 });
    expect((await goodsOf(shop)).map(({ name, sku }) => [name, sku])).toEqual([
      ['-tis', "'80"],
      ['Kopi\r\n"Gayo"', '=1+1'],
    ]);
  });

  it('asks how numbers are meant, and takes what it is told', async () => {
    const content = csv('name;price;stock_quantity', 'Kopi;1.500;1.000');
    const answer = await refusedAt(content, '2 price', '2 stock_quantity');
    expect(answer.body.errors[0].message).toBe(
      'price could be 1.5 (number_format=en) or 1500 (number_format=id): send number_format to say which "1.500" is',
    );
    expectOk(await importGoods(shop, content, { fields: { number_format: 'id' } }));
    expect(await goodsOf(shop)).toMatchObject([{ price: 1500, stock_quantity: 1000 }]);
    expectLineErrors(
      await importGoods(shop, content, { fields: { number_format: 'en' } }),
      '2 price',
      '2 stock_quantity',
    );
    const mixed = await refusedAt(csv('name;price', 'A;1500,00', 'B;2', 'C;1500.00', 'D;1500.00'), '4 price');
    expect(mixed.body.errors[0].message).toContain('mixes two forms: "1500,00" on line 2');
  });

  it('names every error by line and column', async () => {
    const answer = await refusedAt(
      [
        'Nama,price,stok,lead_time_days,cost_price,id,created_at,sku,archived_at',
        ',1,,,,,,,',
        'A,,,,,,,,',
        'B,abc,,,,,,,',
        'C,-1,-1,366,-0.01,x,2026-01-01,,yesterday',
        '"D\n2",1.005,1.5,1,1000000000000,,,,',
        `${'n'.repeat(201)},1,1000000001,,,,1999-01-01T00:00:00Z,${'s'.repeat(65)},`,
        'E,1,,,,,,',
        'F,999999999999.99,1000000000,365,,,,,',
      ].join('\r\n'),
      ...['2 Nama', '3 price', '4 price'],
      ...['5 price', '5 cost_price', '5 id', '5 lead_time_days', '5 stok', '5 created_at', '5 archived_at'],
      ...['6 price', '6 cost_price', '6 stok'],
      ...['8 Nama', '8 sku', '8 stok', '8 created_at'],
      '9',
    );
    expect(answer.body.detail).toMatch(/^Nothing was imported, the file has 18 errors: line 2, column Nama: Nama must/);
    expect(answer.body.errors[3]).toEqual({
      field: 'line 5, column price',
      line: 5,
      column: 'price',
      message: 'price must not be less than 0',
    });
    expect(answer.body.errors.at(-1).message).toBe('has 8 cells, and the header names 9 columns');
  });

  it('needs a price for new goods, and a name always', async () => {
    await addGoods(shop, { name: 'Kopi' });
    await refusedAt(csv('name,stock_quantity', 'Kopi,1', 'Teh,1'), '3 price');
    await refusedAt(csv('price,stock_quantity', '1,1'), '1 name');
    await refusedAt(csv('name,harga,PRICE', 'Kopi,1,1'), '1 PRICE');
    await refusedAt(csv('a,b', '1,2'), '1');
    await refusedAt('', '1');
    await refusedAt('\n\n', '1');
    expect(expectOk(await importGoods(shop, csv('name,price'))).body.data).toMatchObject({ lines: 0 });
  });

  it('says where text cannot be read', async () => {
    const latin = Buffer.from(csv('name,price', 'Kopi,1', 'Caf\u00e9,2'), 'latin1');
    const answer = await importGoods(shop, new Uint8Array(latin));
    expectLineErrors(answer, '3');
    expect(answer.body.errors[0].message).toBe('is not UTF-8: save the file as "CSV UTF-8"');
    expectLineErrors(await importGoods(shop, new Uint8Array(Buffer.from('\uFEFFname\tprice\n', 'utf16le'))), '1');
    await refusedAt(csv('name,price', 'Ko\u0000pi,1'), '2');
    await refusedAt(csv('name,price', 'Kopi,1', '12" pipe,2', 'Teh,3'), '3');
    await refusedAt(csv('name,price', '"Kopi" hitam,1'), '2');
    await refusedAt(csv('name,price', 'Kopi,1', '"Teh,2', 'Gula,3'), '3');
    await refusedAt(csv('name,price', `"${'x'.repeat(1_100_000)}",1`), '2');
  });

  it('lists a hundred errors and counts the rest', async () => {
    const lines = Array.from({ length: 250 }, (_, index) => `Goods ${index},x`);
    const answer = await importGoods(shop, csv('name,price', ...lines));
    expectProblem(answer, 422, 'validation_failed');
    expect(answer.body.errors).toHaveLength(100);
    expect(answer.body.detail).toMatch(
      /^Nothing was imported, the file has 250 errors; the first 100 are listed: line 2/,
    );
  });

  it('takes 10,000 lines at once, and none of them when one is wrong', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `Goods ${index},${index}.50,${index % 50}`);
    await refusedAt(csv('name,price,stock_quantity', ...lines.with(9_000, 'Goods 9000,-1,0')), '9002 price');
    const [{ rows }] = (await stack.database.query('SELECT count(*)::int AS rows FROM goods WHERE user_id = $1', [
      shop.userId,
    ])) as [{ rows: number }];
    expect(rows).toBe(0);
    const started = performance.now();
    const { data } = expectOk(await importGoods(shop, csv('name,price,stock_quantity', ...lines))).body;
    expect(data).toMatchObject({ lines: 10_000, created: 10_000 });
    expect(performance.now() - started).toBeLessThan(15_000);
    await expectBalanced(shop);
  });

  it('refuses what is too large', async () => {
    const many = `name,price\n${'A,1\n'.repeat(200_001)}`;
    expectProblem(await importGoods(shop, many), 413, 'payload_too_large');
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'a');
    expectProblem(await importGoods(shop, new Uint8Array(large)), 413, 'payload_too_large');
    expect(await goodsOf(shop)).toEqual([]);
  });

  it('refuses forms without a file, with several, or that are none', async () => {
    const form = (fill: (form: FormData) => void): Promise<ApiAnswer> => {
      const body = new FormData();
      fill(body);
      return shop.send('/api/goods/import', { method: 'POST', body });
    };
    const refusals = [
      await form((body) => body.set('number_format', 'en')),
      await form((body) => body.set('file', 'name,price')),
      await form((body) => body.set('other', new Blob(['name,price']), 'a.csv')),
      await form((body) => {
        body.append('file', new Blob(['name,price']), 'a.csv');
        body.append('file', new Blob(['name,price']), 'b.csv');
      }),
      await form((body) => {
        body.set('file', new Blob(['name,price']), 'a.csv');
        for (let field = 0; field < 20; field++) body.set(`f${field}`, 'x');
      }),
      await shop.post('/api/goods/import', { file: 'name,price' }),
      await shop.send('/api/goods/import', {
        method: 'POST',
        body: 'no form',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
      await shop.send('/api/goods/import', { method: 'POST', headers: { 'content-type': 'multipart/form-data' } }),
      await importGoods(shop, csv('name,price'), { fields: { number_format: 'de' } }),
      await importGoods(shop, csv('name,price'), { fields: { 'number_format[a]': 'en' } }),
    ];
    for (const refusal of refusals) expectProblem(refusal, 422, 'validation_failed');
    expect(refusals.map(({ body }) => body.errors[0].field)).toEqual([
      ...['file', 'file', 'other', 'file', 'file', 'file', 'file', 'file'],
      ...['number_format', 'number_format'],
    ]);
  });

  it('is carried out once under one key', async () => {
    const content = csv('name,price,stock_quantity', 'Kopi,1,5');
    const headers = { 'Idempotency-Key': 'import-1' };
    const first = expectOk(await importGoods(shop, content, { headers }));
    const again = expectOk(await importGoods(shop, content, { headers }));
    expect(again.body).toEqual(first.body);
    expect(again.body.data.created).toBe(1);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = csv('name,price,stock_quantity', 'Kopi,1,6');
    expectProblem(await importGoods(shop, other, { headers }), 422, 'idempotency_key_reused');
    expectProblem(
      await importGoods(shop, content, { headers, fields: { number_format: 'en' } }),
      422,
      'idempotency_key_reused',
    );
    const [goods] = await goodsOf(shop);
    expect(await stockOf(shop, goods?.id ?? '')).toBe(5);
    // What was refused has not used its key up.
    const refused = { 'Idempotency-Key': 'import-2' };
    expectLineErrors(await importGoods(shop, csv('name,price', 'Teh,x'), { headers: refused }), '2 price');
    expectOk(await importGoods(shop, csv('name,price', 'Teh,1'), { headers: refused }));
  });

  it('is one at a time for each shop', async () => {
    const content = csv('id,name,price', `${ID},Kopi,1`, ',Teh,2');
    const answers = await Promise.all(Array.from({ length: 4 }, () => importGoods(shop, content)));
    const created = answers.map((answer) => expectOk(answer).body.data.created);
    expect(created.sort()).toEqual([0, 0, 0, 2]);
  });

  it("makes goods of the caller's own, whatever ids the file names", async () => {
    const owner = await stack.newShop();
    const theirs = await addGoods(owner, { name: 'Secret', sku: 'S-1' });
    const content = csv('id,name,price,sku', `${theirs.id},Own,1,S-1`);
    expect(expectOk(await importGoods(shop, content)).body.data).toMatchObject({ created: 1, updated: 0 });
    expect(await goodsOf(shop)).toMatchObject([{ id: theirs.id, user_id: shop.userId, name: 'Own' }]);
    expect(await goodsOf(owner)).toEqual([theirs]);
  });

  it('goes with and without a slash at the end', async () => {
    expectOk(await importFile(shop, '/api/goods/import/', csv('name,price', 'Kopi,1')));
  });
});
