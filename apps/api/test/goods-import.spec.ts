import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { addGoods, expectBalanced, expectProblem, movementsOf, NOBODYS_ID, stockOf } from './shop-steps.js';
import { startTransferStack, type TransferStack } from './transfer-stack.js';
import { csv, expectGoodsRefused, expectLineErrors, goodsOf, importFile, importGoods } from './transfer-steps.js';

const ID = '0b7c2f7e-55a1-4f0e-8c5d-3a0f4b6d9e21';

describe('an import of goods', () => {
  let stack: TransferStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTransferStack();
  });

  beforeEach(async () => {
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

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
    const answer = await expectGoodsRefused(shop, csv('name,sku,price', 'KOPI,,1', 'Z,S,1'), '2 name', '3 sku');
    expect(answer.body.errors[0].message).toBe('there are several goods of this name: give their SKU or id');
    expect(answer.body.errors[1].message).toBe('there are several goods of this sku: give their id');
  });

  it('refuses two lines that mean the same goods', async () => {
    const { id } = await addGoods(shop, { name: 'Kopi', sku: 'K' });
    const answer = await expectGoodsRefused(
      shop,
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
    await expectGoodsRefused(
      shop,
      csv(
        'id,name,price,archived_at',
        `${id},Kopi,1,2026-01-01T00:00:00Z`,
        `${active.id},Teh,48000,2026-01-01T00:00:00Z`,
      ),
      '2 name',
      '3 archived_at',
    );
    const restored = await expectGoodsRefused(shop, csv('id,name,archived_at', `${id},Kopi,`), '2 archived_at');
    expect(restored.body.errors[0].message).toBe('these goods are archived: restore them first, an import does not');
    expect(expectOk(await importGoods(shop, csv('id,name', `${id},Kopi`))).body.data).toMatchObject({ unchanged: 1 });
    // Of the same name there may be new ones.
    expect(expectOk(await importGoods(shop, csv('name,price', 'Kopi,1'))).body.data).toMatchObject({ created: 1 });
  });

  it('names every error by line and column', async () => {
    const answer = await expectGoodsRefused(
      shop,
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

  it('keeps to the rules that goods have when they are added one by one', async () => {
    const fields: Record<string, readonly string[]> = {
      name: ['x', ' x ', '', ' ', 'n'.repeat(200), 'n'.repeat(201), '\u{1F600}'.repeat(200), '\u{1F600}'.repeat(201)],
      category: ['', 'c'.repeat(100), 'c'.repeat(101)],
      sku: ['', 's'.repeat(64), 's'.repeat(65)],
      unit: ['', 'u'.repeat(32), 'u'.repeat(33)],
      price: ['0', '0.01', '-0.01', '1.005', '999999999999.99', '1000000000000'],
      cost_price: ['0', '0.5', '-1', '0.123', '999999999999.99', '1000000000000'],
      stock_quantity: ['0', '1', '-1', '0.5', '1000000000', '1000000001', '99999999999999999999'],
      lead_time_days: ['0', '365', '366', '-1', '1.5'],
      low_stock_threshold: ['0', '1000000000', '1000000001', '-1'],
    };
    const text = new Set(['name', 'category', 'sku', 'unit']);
    for (const [field, values] of Object.entries(fields)) {
      for (const value of values) {
        const [byFile, byOne] = [await stack.newShop(), await stack.newShop()];
        const line = { name: 'Kopi', price: '1', [field]: value };
        const cells = Object.values(line).map((cell) => `"${cell}"`);
        const imported = await importGoods(byFile, csv(Object.keys(line).join(','), cells.join(',')));
        const added = await byOne.post('/api/goods', {
          ...{ name: 'Kopi', price: 1 },
          [field]: text.has(field) ? value : Number(value),
        });
        expect([field, value, imported.status]).toEqual([field, value, added.status]);
        if (added.status !== 200) continue;
        const { id: _id, user_id: _userId, created_at: _createdAt, ...goods } = added.body.data;
        expect(await goodsOf(byFile)).toMatchObject([goods]);
      }
    }
  });

  it('needs a price for new goods, and a name always', async () => {
    await addGoods(shop, { name: 'Kopi' });
    await expectGoodsRefused(shop, csv('name,stock_quantity', 'Kopi,1', 'Teh,1'), '3 price');
    await expectGoodsRefused(shop, csv('price,stock_quantity', '1,1'), '1 name');
    await expectGoodsRefused(shop, csv('name,harga,PRICE', 'Kopi,1,1'), '1 PRICE');
    await expectGoodsRefused(shop, csv('a,b', '1,2'), '1');
    await expectGoodsRefused(shop, '', '1');
    await expectGoodsRefused(shop, '\n\n', '1');
    expect(expectOk(await importGoods(shop, csv('name,price'))).body.data).toMatchObject({ lines: 0 });
  });

  it('takes 10,000 lines at once, and none of them when one is wrong', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `Goods ${index},${index}.50,${index % 50}`);
    await expectGoodsRefused(
      shop,
      csv('name,price,stock_quantity', ...lines.with(9_000, 'Goods 9000,-1,0')),
      '9002 price',
    );
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
