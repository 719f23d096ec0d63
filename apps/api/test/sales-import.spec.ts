import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiAnswer, type ApiClient } from '@tor/testing/api-client';
import type { SaleView } from '../src/sales/dto/sale.view.js';
import {
  addGoods,
  addSale,
  expectBalanced,
  expectProblem,
  expectRefusedFields,
  movementsOf,
  NOBODYS_ID,
  stockOf,
} from './shop-steps.js';
import { startTransferStack, type TransferStack } from './transfer-stack.js';
import { csv, expectLineErrors, importFile, importSales } from './transfer-steps.js';

const DEDUCT = { fields: { stock: 'deduct' } };

describe('an import of sales', () => {
  let stack: TransferStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTransferStack();
  });

  beforeEach(async () => {
    shop = await stack.newShop();
  });

  afterAll(() => stack.stop());

  async function salesOf(owner: ApiClient): Promise<SaleView[]> {
    return expectOk(await owner.get('/api/sales?limit=100')).body.data;
  }

  /** Nothing but the error stays behind. */
  async function refusedAt(
    content: string,
    options: Parameters<typeof importSales>[2],
    ...places: string[]
  ): Promise<ApiAnswer> {
    const rows = `SELECT (SELECT count(*)::int FROM sales WHERE user_id = $1) AS sales,
       (SELECT count(*)::int FROM stock_movements WHERE user_id = $1) AS movements,
       (SELECT coalesce(sum(demand_version), 0)::int FROM goods WHERE user_id = $1) AS versions`;
    const before = await stack.database.query(rows, [shop.userId]);
    const answer = await importSales(shop, content, options);
    expectLineErrors(answer, ...places);
    expect(await stack.database.query(rows, [shop.userId])).toEqual(before);
    return answer;
  }

  async function demandVersion(goodsId: string): Promise<number> {
    const [row] = await stack.database.query<{ version: number }>(
      'SELECT demand_version AS version FROM goods WHERE id = $1',
      [goodsId],
    );
    return row?.version ?? -1;
  }

  it("books history and leaves today's stock alone", async () => {
    const { id } = await addGoods(shop, {
      name: 'Kopi Gayo',
      sku: 'K',
      price: 48000,
      cost_price: 31000,
      stock_quantity: 4,
    });
    const content = csv(
      'goods_id,goods_sku,goods_name,sale_date,quantity,unit_price,unit_cost,till',
      `${id},,,2025-12-31,3,,,1`,
      ',K,,2026-01-01,10,45000.50,30000,2',
      ',,KOPI GAYO,2026-01-01,1,,,1',
    );
    const answer = expectOk(await importSales(shop, content));
    expect(answer.body).toEqual({
      message: 'Sales imported successfully',
      data: { lines: 3, created: 3, total_quantity: 14, total_revenue: 642005, ignored_columns: ['till'] },
    });
    expect(await stockOf(shop, id)).toBe(4);
    expect(await movementsOf(stack.database, id)).toEqual([
      { kind: 'opening', quantity_change: 4 },
      { kind: 'opening', quantity_change: 14 },
      { kind: 'sale', quantity_change: -3 },
      { kind: 'sale', quantity_change: -10 },
      { kind: 'sale', quantity_change: -1 },
    ]);
    const sales = await salesOf(shop);
    expect(sales.map((sale) => [sale.sale_date, sale.quantity, sale.total_revenue, sale.total_profit]).sort()).toEqual([
      ['2025-12-31', 3, 144000, 51000],
      ['2026-01-01', 1, 48000, 17000],
      ['2026-01-01', 10, 450005, 150005],
    ]);
    await expectBalanced(shop);
    const dashboard = expectOk(await shop.get('/api/dashboard/?year=2026&month=1')).body.data;
    expect(dashboard.monthly_revenue).toBe(498005);
  });

  it('is noticed by the forecast, and by the nightly refresh', async () => {
    const past = await addGoods(shop, { name: 'Past' });
    const now = await addGoods(shop, { name: 'Now' });
    const other = await addGoods(shop, { name: 'Other' });
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    const content = csv(
      'nama,tanggal,jumlah',
      `Past,${addDays(today, -1)},1`,
      `Past,${addDays(today, -2)},1`,
      `Now,${today},1`,
    );
    expectOk(await importSales(shop, content));
    expect(await demandVersion(past.id)).toBe(1);
    expect(await demandVersion(now.id)).toBe(0);
    expect(await demandVersion(other.id)).toBe(0);
    const activity = await stack.database.query(
      'SELECT last_sale_on::text AS day FROM shop_activity WHERE user_id = $1',
      [shop.userId],
    );
    expect(activity).toEqual([{ day: today }]);
  });

  it('takes sales out of the stock when it is told to', async () => {
    const coffee = await addGoods(shop, { name: 'Kopi', stock_quantity: 10 });
    const tea = await addGoods(shop, { name: 'Teh', stock_quantity: 5 });
    const content = csv('goods_name,sale_date,quantity', 'Kopi,2026-01-05,4', 'Teh,2026-01-05,5', 'Kopi,2026-01-06,6');
    expectOk(await importSales(shop, content, DEDUCT));
    expect([await stockOf(shop, coffee.id), await stockOf(shop, tea.id)]).toEqual([0, 0]);
    expect(await movementsOf(stack.database, coffee.id)).toEqual([
      { kind: 'opening', quantity_change: 10 },
      { kind: 'sale', quantity_change: -4 },
      { kind: 'sale', quantity_change: -6 },
    ]);
    await expectBalanced(shop);
  });

  it('says on which line the stock runs out', async () => {
    await addGoods(shop, { name: 'Kopi', stock_quantity: 10 });
    await addGoods(shop, { name: 'Teh', stock_quantity: 1 });
    const lines = [
      'Kopi,2026-01-05,4',
      'Teh,2026-01-05,2',
      'Kopi,2026-01-05,7',
      'Kopi,2026-01-05,1',
      'Teh,2026-01-05,1',
    ];
    const answer = await refusedAt(csv('goods_name,sale_date,quantity', ...lines), DEDUCT, '3 quantity', '4 quantity');
    expect(answer.body.errors.map(({ message }: { message: string }) => message)).toEqual([
      'not enough stock: 1 left for this line, 2 sold',
      'not enough stock: 6 left for this line, 7 sold',
    ]);
  });

  it('asks what it does to the stock', async () => {
    await addGoods(shop, { name: 'Kopi' });
    const content = csv('goods_name,sale_date,quantity', 'Kopi,2026-01-05,1');
    expectRefusedFields(await importFile(shop, '/api/sales/import', content), 'stock');
    expectRefusedFields(await importSales(shop, content, { fields: { stock: 'both' } }), 'stock');
    expectRefusedFields(await importSales(shop, content, { fields: { stock: '' } }), 'stock');
    expect(await salesOf(shop)).toEqual([]);
  });

  it('knows archived goods in history, and in history alone', async () => {
    const old = await addGoods(shop, { name: 'Old', sku: 'O' });
    expectOk(await shop.delete(`/api/goods/${old.id}`));
    const lines = csv('goods_id,goods_name,sale_date,quantity', `${old.id},,2026-01-05,1`, ',Old,2026-01-05,1');
    const answer = await refusedAt(lines, DEDUCT, '2 goods_id', '3 goods_name');
    expect(answer.body.errors[0].message).toBe(
      'these goods are archived: restore them first, or import with stock=keep',
    );
    expectOk(await importSales(shop, lines));
    // Of one name, those that are not archived are meant.
    const current = await addGoods(shop, { name: 'Old' });
    expectOk(await importSales(shop, csv('goods_name,sale_date,quantity', 'Old,2026-01-05,7')));
    expect((await movementsOf(stack.database, current.id)).at(-1)).toEqual({ kind: 'sale', quantity_change: -7 });
    await expectBalanced(shop);
  });

  it('names every error by line and column', async () => {
    await addGoods(shop, { name: 'Kopi', price: 1000, cost_price: 400 });
    await addGoods(shop, { name: 'Twin' });
    await addGoods(shop, { name: 'Twin' });
    const content = csv(
      'goods_name,tanggal,quantity,unit_price,unit_cost,id,created_at,goods_id',
      'Nobody,2026-01-05,1,,,,,',
      'Twin,2026-01-05,1,,,,,',
      ',2026-01-05,1,,,,,',
      'Kopi,2100-01-01,1,,,,,',
      'Kopi,31/02/2026,0,,,,,',
      'Kopi,,1000001,-1,1.234,x,now,y',
      'Kopi,1999-12-31,,,,,,',
      `,2026-01-05,1,,,,,${NOBODYS_ID}`,
      'Kopi,05/04/2025,1,,,,,',
    );
    const answer = await refusedAt(
      content,
      {},
      ...['2 goods_name', '3 goods_name', '4 goods_id', '5 tanggal', '6 tanggal', '6 quantity'],
      ...['7 goods_id', '7 tanggal', '7 quantity', '7 id', '7 unit_price', '7 unit_cost', '7 created_at'],
      ...['8 tanggal', '8 quantity', '9 goods_id', '10 tanggal'],
    );
    const messages = Object.fromEntries(
      answer.body.errors.map(({ field, message }: { field: string; message: string }) => [field, message]),
    );
    expect(messages['line 2, column goods_name']).toBe('there are no such goods');
    expect(messages['line 5, column tanggal']).toMatch(/2000 and 2099/);
    expect(messages['line 10, column tanggal']).toMatch(/^tanggal could be 2025-05-04 .* or 2025-04-05/);
  });

  it('takes days to come as selling does, and the shop counts as active until today', async () => {
    const today = calendarDayAt(new Date(), 'Asia/Jakarta');
    const { id } = await addGoods(shop, { name: 'Kopi', stock_quantity: 3 });
    const content = csv('goods_id,sale_date,quantity', `${id},2099-12-31,1`);
    expectOk(await importSales(shop, content, { fields: { stock: 'keep' } }));
    const active = await stack.database.query<{ day: string }>(
      'SELECT last_sale_on::text AS day FROM shop_activity WHERE user_id = $1',
      [shop.userId],
    );
    expect(active).toEqual([{ day: today }]);
  });

  it('asks how dates are meant, and takes what it is told', async () => {
    await addGoods(shop, { name: 'Kopi', price: 1000 });
    const content = csv('goods_name;sale_date;quantity', 'Kopi;05/04/2025;1');
    await refusedAt(content, {}, '2 sale_date');
    expectOk(await importSales(shop, content, { fields: { number_format: 'id' } }));
    expectOk(await importSales(shop, content, { fields: { number_format: 'en' } }));
    expectOk(await importSales(shop, csv('goods_name;sale_date;quantity', 'Kopi;25-04-2025;1')));
    expect((await salesOf(shop)).map(({ sale_date }) => sale_date)).toEqual(['2025-05-04', '2025-04-25', '2025-04-05']);
    await refusedAt(csv('goods_name,sale_date,quantity', 'Kopi,25/04/2025,1', 'Kopi,04/25/2025,1'), {}, '3 sale_date');
  });

  it('needs to be told what was sold, when, and how many', async () => {
    await refusedAt(csv('sale_date,quantity', '2026-01-05,1'), {}, '1 goods_name');
    await refusedAt(csv('goods_name,price'), {}, '1 sale_date', '1 quantity');
  });

  it('checks the totals that a file claims', async () => {
    await addGoods(shop, { name: 'Kopi', price: 1000, cost_price: 1200.5 });
    const header = 'goods_name,sale_date,quantity,total_revenue,total_profit';
    expectOk(await importSales(shop, csv(header, 'Kopi,2026-01-05,2,2000.00,-401.00', 'Kopi,2026-01-05,2,,')));
    const answer = await refusedAt(
      csv(header, 'Kopi,2026-01-05,2,2000.01,-401.00', 'Kopi,2026-01-05,2,2000.00,401.00'),
      {},
      '2 total_revenue',
      '3 total_profit',
    );
    expect(answer.body.errors[0].message).toBe('total_revenue must be 2000.00, which is unit price x quantity');
  });

  it('books no sale twice', async () => {
    const { id } = await addGoods(shop, { name: 'Kopi', stock_quantity: 5 });
    const sale = await addSale(shop, id, { quantity: 2 });
    const header = 'id,goods_name,sale_date,quantity';
    const twice = [`${NOBODYS_ID},Kopi,2026-01-05,1`, `${NOBODYS_ID.toUpperCase()},Kopi,2026-01-06,1`];
    const answer = await refusedAt(csv(header, `${sale.id},Kopi,2026-01-05,2`, ...twice), {}, '2 id', '4 id');
    expect(answer.body.errors[0].message).toBe('this sale is already booked');
    const content = csv(header, `${NOBODYS_ID},Kopi,2026-01-05,1`);
    expectOk(await importSales(shop, content));
    await refusedAt(content, {}, '2 id');
    // One that was deleted may come back.
    expectOk(await shop.delete(`/api/sales/${NOBODYS_ID}`));
    expectOk(await importSales(shop, content));
    await expectBalanced(shop);
  });

  it('is carried out once under one key', async () => {
    const { id } = await addGoods(shop, { name: 'Kopi', stock_quantity: 5 });
    const content = csv('goods_name,sale_date,quantity', 'Kopi,2026-01-05,2');
    const options = { ...DEDUCT, headers: { 'Idempotency-Key': 'sales-1' } };
    const first = expectOk(await importSales(shop, content, options));
    expect(expectOk(await importSales(shop, content, options)).body).toEqual(first.body);
    expect(await stockOf(shop, id)).toBe(3);
    expectProblem(
      await importSales(shop, content, { ...options, fields: { stock: 'keep' } }),
      422,
      'idempotency_key_reused',
    );
  });

  it('reaches the goods of its own shop alone', async () => {
    const owner = await stack.newShop();
    const theirs = await addGoods(owner, { name: 'Secret', sku: 'S-1', stock_quantity: 5 });
    const theirSale = await addSale(owner, theirs.id);
    const content = csv('goods_id,goods_sku,goods_name,sale_date,quantity', `${theirs.id},S-1,Secret,2026-01-05,1`);
    const unknown = csv('goods_id,goods_sku,goods_name,sale_date,quantity', `${NOBODYS_ID},S-1,Secret,2026-01-05,1`);
    const answer = await refusedAt(content, {}, '2 goods_id');
    expect(answer.body.errors).toEqual((await refusedAt(unknown, {}, '2 goods_id')).body.errors);
    // Another shop's sale does not take the id.
    await addGoods(shop, { name: 'Own' });
    expectOk(await importSales(shop, csv('id,goods_name,sale_date,quantity', `${theirSale.id},Own,2026-01-05,1`)));
    expect(await stockOf(owner, theirs.id)).toBe(4);
  });

  it('keeps units and sums within what the books hold', async () => {
    await addGoods(shop, { name: 'Kopi', price: 999999999999.99 });
    const line = 'Kopi,2026-01-05,1000000';
    const lines = Array.from({ length: 1001 }, () => line);
    await refusedAt(csv('goods_name,sale_date,quantity', ...lines), {}, '1002 quantity');
    const { data } = expectOk(await importSales(shop, csv('goods_name,sale_date,quantity', ...lines.slice(1)))).body;
    expect(data).toMatchObject({ lines: 1000, total_quantity: 1_000_000_000 });
    await expectBalanced(shop);
  });

  it('sells on while a file comes in, and the books balance', async () => {
    const goods = await Promise.all(
      [1, 2, 3, 4].map((n) => addGoods(shop, { name: `Goods ${n}`, stock_quantity: 1000 })),
    );
    const line = (index: number): string => `Goods ${1 + (index % 4)},2026-01-0${1 + (index % 9)},1`;
    const file = (first: number): string =>
      csv('goods_name,sale_date,quantity', ...Array.from({ length: 400 }, (_, index) => line(first + index)));
    const answers = await Promise.all([
      ...[0, 1, 2].map((first) => importSales(shop, file(first), DEDUCT)),
      ...Array.from({ length: 40 }, (_, index) =>
        shop.post('/api/sales', {
          goods_id: goods[3 - (index % 4)]?.id,
          quantity: 1,
          sale_date: `2026-01-0${1 + ((index * 5) % 9)}`,
        }),
      ),
    ]);
    for (const answer of answers) expectOk(answer);
    const left = await Promise.all(goods.map(({ id }) => stockOf(shop, id)));
    expect(left).toEqual([690, 690, 690, 690]);
    await expectBalanced(shop);
  });

  it('takes 10,000 lines at once, and none of them when one is wrong', async () => {
    for (let n = 0; n < 20; n++) await addGoods(shop, { name: `Goods ${n}`, sku: `G-${n}`, stock_quantity: 3 });
    const lines = Array.from({ length: 10_000 }, (_, index) => `G-${index % 20},2025-${1 + (index % 12)}-1,1`).map(
      (text) => text.replace(/-(\d{1,2})-1,/, (_, month: string) => `-${month.padStart(2, '0')}-01,`),
    );
    const header = 'goods_sku,sale_date,quantity';
    await refusedAt(csv(header, ...lines.with(9_000, 'G-0,2025-01-01,many')), {}, '9002 quantity');
    const started = performance.now();
    expect(expectOk(await importSales(shop, csv(header, ...lines))).body.data).toMatchObject({ created: 10_000 });
    expect(performance.now() - started).toBeLessThan(15_000);
    await expectBalanced(shop);
  });
});
