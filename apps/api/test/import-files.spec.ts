import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import { expectProblem } from './shop-steps.js';
import { startTransferStack, type TransferStack } from './transfer-stack.js';
import { csv, expectGoodsRefused, expectLineErrors, goodsOf, importGoods } from './transfer-steps.js';

describe('a file to import', () => {
  let stack: TransferStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTransferStack();
  });

  beforeEach(async () => {
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

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
    const answer = await expectGoodsRefused(shop, content, '2 price', '2 stock_quantity');
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
    const mixed = await expectGoodsRefused(
      shop,
      csv('name;price', 'A;1500,00', 'B;2', 'C;1500.00', 'D;1500.00'),
      '4 price',
    );
    expect(mixed.body.errors[0].message).toContain('mixes two forms: "1500,00" on line 2');
  });

  it('says where text cannot be read', async () => {
    const latin = Buffer.from(csv('name,price', 'Kopi,1', 'Caf\u00e9,2'), 'latin1');
    const answer = await importGoods(shop, new Uint8Array(latin));
    expectLineErrors(answer, '3');
    expect(answer.body.errors[0].message).toBe('is not UTF-8: save the file as "CSV UTF-8"');
    expectLineErrors(await importGoods(shop, new Uint8Array(Buffer.from('\uFEFFname\tprice\n', 'utf16le'))), '1');
    await expectGoodsRefused(shop, csv('name,price', 'Ko\u0000pi,1'), '2');
    await expectGoodsRefused(shop, csv('name,price', 'Kopi,1', '12" pipe,2', 'Teh,3'), '3');
    await expectGoodsRefused(shop, csv('name,price', '"Kopi" hitam,1'), '2');
    await expectGoodsRefused(shop, csv('name,price', 'Kopi,1', '"Teh,2', 'Gula,3'), '3');
    await expectGoodsRefused(shop, csv('name,price', `"${'x'.repeat(1_100_000)}",1`), '2');
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

  it('refuses what is too large', async () => {
    const many = `name,price\n${'A,1\n'.repeat(200_001)}`;
    expectProblem(await importGoods(shop, many), 413, 'payload_too_large');
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'a');
    expectProblem(await importGoods(shop, new Uint8Array(large)), 413, 'payload_too_large');
    expect(await goodsOf(shop)).toEqual([]);
  });

  it('refuses millions of blank lines, and answers others meanwhile', async () => {
    const blank = '\n'.repeat(20 * 1024 * 1024 - 100);
    expectProblem(await importGoods(shop, blank), 422, 'validation_failed');
    const importing = importGoods(shop, `name,price\n${blank}`);
    let answered = 0;
    const ended = importing.then(() => -1);
    while ((await Promise.race([ended, stack.anonymous.get('/health/live').then(({ status }) => status)])) === 200)
      answered++;
    expectProblem(await importing, 413, 'payload_too_large');
    expect(answered).toBeGreaterThan(0);
  });

  it('leaves nothing of an upload that breaks off', async () => {
    const { hostname, port } = new URL(shop.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      [
        'POST /api/goods/import HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${shop.accessToken}`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 100000',
        '',
        '--x',
        'Content-Disposition: form-data; name="file"; filename="a.csv"',
        '',
        'name,price',
        'Kopi,1',
      ].join('\r\n'),
    );
    while ((await stack.temporaryFiles()).length === 0) await stack.anonymous.get('/health/live');
    socket.destroy();
    while ((await stack.temporaryFiles()).length > 0) await stack.anonymous.get('/health/live');
    expect(await goodsOf(shop)).toEqual([]);
    expect(stack.log.filter((line) => line.includes('answered 500'))).toEqual([]);
  });

  it('leaves nothing of uploads whose senders are gone before the file is looked at', async () => {
    const { hostname, port } = new URL(shop.url);
    const head = [
      'POST /api/goods/import HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${shop.accessToken}`,
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 100000',
      '',
      '--x',
    ].join('\r\n');
    const gone = Array.from({ length: 40 }, async () => {
      const socket = connect(Number(port), hostname);
      await new Promise((resolve) => socket.write(head, resolve));
      socket.destroy();
    });
    await Promise.all(gone);
    // One that comes after all of them is answered, and then nothing of them is left.
    expectOk(await importGoods(shop, csv('name,price', 'Kopi,1')));
    while ((await stack.temporaryFiles()).length > 0) await stack.anonymous.get('/health/live');
    expect(stack.log.filter((line) => line.includes('answered 500'))).toEqual([]);
  });

  it('drops fields of the form that it does not know, whatever they are called', async () => {
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'a[b]', 'file[]', 'x[1000]']) {
      const answer = await importGoods(shop, csv('name,price', 'Kopi,1'), { fields: { [name]: 'x' } });
      expect([name, answer.status]).toEqual([name, 200]);
    }
    expectLineErrors(await importGoods(shop, csv('name,price'.padEnd(400, ','), 'x')), '1');
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
});
