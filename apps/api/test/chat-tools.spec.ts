import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { ScriptedModel } from '@tor/testing/scripted-model';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { answerTo, confirm } from './chat-steps.js';
import { addGoods, addSale, stockOf, unbalancedGoods } from './shop-steps.js';

const TOOLS = [
  'get_all_goods',
  'get_goods_detail',
  'get_all_sales',
  'get_sales_detail',
  'get_forecast',
  'get_restock_plan',
  'get_dashboard',
  'add_goods',
  'update_goods',
  'delete_goods',
  'add_sales',
  'update_sales',
  'delete_sales',
  'receive_stock',
  'undo_last_action',
];

describe('the tools of the assistant', () => {
  let model: ScriptedModel;
  let stack: TestStack;
  let shop: ApiClient;
  let coffee: { id: string };

  beforeAll(async () => {
    model = await ScriptedModel.start();
    stack = await startTestStack({ env: { ...model.env, FORECAST_WAIT_MS: '0' } });
    shop = await stack.newShop();
    coffee = await addGoods(shop, {
      name: 'Kopi Gayo',
      price: 48000,
      stock_quantity: 24,
      cost_price: 31000,
      category: 'Kopi',
    });
    await addGoods(shop, { name: 'Teh Botol', price: 5000, stock_quantity: 2 });
    await addGoods(shop, { name: 'Teh Pucuk', price: 4000, stock_quantity: 50 });
    await addSale(shop, coffee.id, { quantity: 4 });
    await addSale(shop, coffee.id, { sale_date: '2026-01-06' });
  });

  afterAll(async () => {
    await stack.stop();
    await model.stop();
  });

  /** Has the model call one tool. @returns what the tool told the model, and the answer of the API */
  const call = async (
    name: string,
    args: object,
    conversationId?: string,
  ): Promise<{ result: ReturnType<typeof JSON.parse>; answer: ReturnType<typeof JSON.parse> }> => {
    model.follow([{ call: [{ name, args }] }, { say: 'Baik.' }]);
    const answer = await answerTo(shop, 'Tolong bantu saya', conversationId);
    return { result: model.results()[0], answer };
  };

  const saleOf = async (quantity: number): Promise<string> => {
    const { data } = expectOk(await shop.get(`/api/sales?limit=100`)).body;
    return data.find((sale: { quantity: number }) => sale.quantity === quantity).id;
  };

  it('are told to the model, with what each is for', async () => {
    model.follow([{ say: 'Halo.' }]);
    expect(await answerTo(shop, 'Halo')).toMatchObject({ response: 'Halo.', assistant: 'groq' });
    const [request] = model.requests;
    expect(request?.tools?.map((tool) => tool.function.name).sort()).toEqual([...TOOLS].sort());
    expect(request?.model).toBe('openai/gpt-oss-120b');
    expect(model.lastPath).toBe('/openai/v1/chat/completions');
    expect(model.lastKey).toBe('Bearer a-key-for-tests');
  });

  it('list goods, by text, category and what runs out', async () => {
    const { result } = await call('get_all_goods', {});
    expect(result).toMatchObject({
      total: 3,
      goods: [{ name: 'Teh Pucuk' }, { name: 'Teh Botol' }, { name: 'Kopi Gayo', price: 48000 }],
    });
    expect((await call('get_all_goods', { search: 'teh' })).result.total).toBe(2);
    expect((await call('get_all_goods', { category: 'kopi' })).result.total).toBe(1);
    expect((await call('get_all_goods', { low_stock: true })).result.goods).toMatchObject([{ name: 'Teh Botol' }]);
    expect((await call('get_all_goods', { page: 2 })).result).toMatchObject({ total: 3, page: 2, goods: [] });
  });

  it('tell one goods by name, SKU or id, with its latest sales', async () => {
    for (const goods of ['kopi gayo', 'gayo', coffee.id]) {
      const { result } = await call('get_goods_detail', { goods });
      expect(result).toMatchObject({ id: coffee.id, stock_quantity: 19, cost_price: 31000 });
      expect(result.latest_sales).toMatchObject([{ quantity: 1 }, { quantity: 4, total_revenue: 192000 }]);
    }
  });

  it('ask which goods are meant, and never guess', async () => {
    const { result } = await call('get_goods_detail', { goods: 'teh' });
    expect(result.question).toContain('Yang mana?');
    expect(result.candidates.map(({ name }: { name: string }) => name)).toEqual(['Teh Botol', 'Teh Pucuk']);
    for (const [name, args] of [
      ['update_goods', { price: 1 }],
      ['delete_goods', {}],
      ['add_sales', { quantity: 1 }],
      ['receive_stock', { quantity: 1 }],
      ['get_forecast', {}],
      ['get_all_sales', {}],
    ] as const) {
      const { result: asked, answer } = await call(name, { ...args, goods: 'teh' });
      expect(asked.candidates).toHaveLength(2);
      expect(answer.pending_action).toBeUndefined();
    }
  });

  it('say when there are no such goods', async () => {
    expect((await call('get_goods_detail', { goods: 'motor' })).result).toEqual({
      question: 'Tidak ada barang bernama "motor".',
      candidates: [],
    });
  });

  it('list sales with the totals of the whole period', async () => {
    const all = await call('get_all_sales', { from: '2026-01-01', to: '2026-01-31' });
    expect(all.result.totals).toEqual({ sales: 2, quantity: 5, revenue: 240000, profit: 85000 });
    const one = await call('get_all_sales', { goods: 'gayo', from: '2026-01-06', to: '2026-01-06' });
    expect(one.result.totals).toEqual({ sales: 1, quantity: 1, revenue: 48000, profit: 17000 });
    expect((await call('get_all_sales', { search: 'teh' })).result.totals.sales).toBe(0);
    expect((await call('get_all_sales', { from: '2026-02-01', to: '2026-01-01' })).result.error).toMatchObject({
      code: 'validation_failed',
    });
    expect((await call('get_all_sales', { from: 'January' })).result.error.errors).toMatchObject([{ field: 'from' }]);
  });

  it('tell one sale', async () => {
    const { result } = await call('get_sales_detail', { sale_id: await saleOf(4) });
    expect(result).toMatchObject({ goods: 'Kopi Gayo', quantity: 4, sale_date: '2026-01-05' });
    expect((await call('get_sales_detail', { sale_id: coffee.id })).result.error.code).toBe('sale_not_found');
  });

  it('tell forecast, restock plan and dashboard', async () => {
    const { result: one } = await call('get_forecast', { goods: 'gayo', days: 7 });
    expect(one.forecasts).toMatchObject([{ name: 'Kopi Gayo', is_forecasted: false, restock_quantity: 0 }]);
    expect((await call('get_forecast', {})).result.forecasts).toHaveLength(3);
    expect((await call('get_restock_plan', { budget: 500000 })).result).toMatchObject({ budget: 500000, buy: [] });
    const { result: month } = await call('get_dashboard', { year: 2026, month: 1 });
    expect(month).toMatchObject({ monthly_revenue: 240000, top_selling_item: { name: 'Kopi Gayo' } });
    expect((await call('get_dashboard', {})).result.monthly_revenue).toBe(0);
  });

  it.each([
    [
      'add_goods',
      { name: 'Gula', price: 15000, stock_quantity: 5 },
      'Tambah barang "Gula", harga jual Rp 15.000, stok awal 5 unit',
    ],
    [
      'update_goods',
      { goods: 'teh pucuk', price: 4500 },
      'Ubah "Teh Pucuk": harga jual dari Rp 4.000 menjadi Rp 4.500',
    ],
    ['delete_goods', { goods: 'teh pucuk' }, 'Arsipkan barang "Teh Pucuk"; catatan penjualannya tetap ada'],
    [
      'add_sales',
      { goods: 'teh pucuk', quantity: 3, sale_date: '2026-01-07' },
      'Catat penjualan 3 unit "Teh Pucuk" pada 7 Januari 2026, total Rp 12.000',
    ],
    [
      'receive_stock',
      { goods: 'teh pucuk', quantity: 24, unit_cost: 3000 },
      'Terima stok 24 unit "Teh Pucuk" dengan harga modal Rp 3.000 per satuan',
    ],
  ])('propose and change nothing: %s', async (name, args, summary) => {
    const before = expectOk(await shop.get('/api/goods')).body;
    const { result, answer } = await call(name, args);
    expect(result.proposed.summary).toBe(summary);
    expect(answer.pending_action).toMatchObject({ tool: name, summary });
    expect(answer.response).toContain(`${summary}.\nBelum ada yang berubah.`);
    expect(expectOk(await shop.get('/api/goods')).body).toEqual(before);
  });

  it('propose changes of sales by their ids', async () => {
    const id = await saleOf(4);
    const edit = await call('update_sales', { sale_id: id, quantity: 6 });
    expect(edit.answer.pending_action.summary).toBe(
      'Ubah penjualan "Kopi Gayo" tanggal 5 Januari 2026: jumlah dari 4 menjadi 6',
    );
    expect(edit.answer.pending_action.changes).toContainEqual({ field: 'stock_quantity', before: '19', after: '17' });
    const removal = await call('delete_sales', { sale_id: id });
    expect(removal.answer.pending_action.summary).toContain('Hapus penjualan 4 unit "Kopi Gayo"');
    expect(await stockOf(shop, coffee.id)).toBe(19);
  });

  it('are refused by the rules of the routes, in words that the model can act on', async () => {
    expect((await call('add_sales', { goods: 'teh botol', quantity: 3 })).result.error).toEqual({
      code: 'insufficient_stock',
      message: 'Stok tidak cukup: ada 2, diminta 3.',
    });
    expect((await call('add_sales', { goods: 'teh botol', quantity: 0 })).result.error.errors).toMatchObject([
      { field: 'quantity' },
    ]);
    expect((await call('add_goods', { name: '', price: -1 })).result.error.errors).toMatchObject([
      { field: 'name' },
      { field: 'price' },
    ]);
    expect((await call('update_goods', { goods: 'teh botol', price: 5000 })).result.error.code).toBe('no_change');
    expect((await call('undo_last_action', {})).result.error.code).toBe('nothing_to_undo');
  });

  it('propose one change at a time, whichever are called together', async () => {
    const calls = ['teh botol', 'teh pucuk'].map((goods) => ({ name: 'delete_goods', args: { goods } }));
    model.follow([{ call: calls }, { say: 'Baik.' }]);
    const answer = await answerTo(shop, 'Hapus dua-duanya');
    const results = model.results();
    expect(results.filter((result) => 'proposed' in result)).toHaveLength(1);
    expect(results.filter((result) => result.error?.code === 'one_at_a_time')).toHaveLength(1);
    expect(answer.pending_action.tool).toBe('delete_goods');
  });

  it('are called side by side where the model asks for several', async () => {
    model.follow([
      {
        call: [
          { name: 'get_goods_detail', args: { goods: 'gayo' } },
          { name: 'get_all_goods', args: { search: 'teh' } },
        ],
      },
      { say: 'Kopi Gayo 19, dan ada 2 teh.' },
    ]);
    expect((await answerTo(shop, 'Stok?')).response).toBe('Kopi Gayo 19, dan ada 2 teh.');
    expect(model.results()).toMatchObject([{ stock_quantity: 19 }, { total: 2 }]);
  });

  it('do what was proposed when it is confirmed, and take it back', async () => {
    for (const [name, args] of [
      ['update_goods', { goods: 'teh pucuk', price: 4500, stock_quantity: 45 }],
      ['add_sales', { goods: 'teh pucuk', quantity: 3 }],
      ['receive_stock', { goods: 'teh pucuk', quantity: 10, unit_cost: 3000 }],
      ['delete_goods', { goods: 'teh pucuk' }],
      ['add_goods', { name: 'Gula Merah', price: 9000, stock_quantity: 5 }],
      ['update_sales', { sale_id: await saleOf(4), quantity: 5 }],
      ['delete_sales', { sale_id: await saleOf(4) }],
    ] as const) {
      const before = await booksOf(shop);
      const { answer } = await call(name, args);
      const done = expectOk(await confirm(shop, answer.pending_action.id)).body;
      expect(done).toMatchObject({
        message: `Sudah dikerjakan: ${answer.pending_action.summary}.`,
        data: { tool: name, status: 'done' },
      });
      expect(await booksOf(shop)).not.toEqual(before);
      const undo = await call('undo_last_action', {}, answer.conversation_id);
      expectOk(await confirm(shop, undo.answer.pending_action.id));
      expect(await booksOf(shop)).toEqual(before);
      const again = await call('undo_last_action', {}, answer.conversation_id);
      expect(again.result.error.code).toBe('nothing_to_undo');
    }
    expect(await unbalancedGoods(stack.database)).toEqual([]);
  });
});

/** What the owner sees of goods and sales. */
async function booksOf(shop: ApiClient): Promise<unknown> {
  const goods = expectOk(await shop.get('/api/goods?sort=name')).body.data;
  const sales = expectOk(await shop.get('/api/sales')).body.data;
  return {
    goods: goods.map((one: Record<string, unknown>) => [
      one['name'],
      one['price'],
      one['cost_price'],
      one['stock_quantity'],
    ]),
    sales: sales
      .map((one: Record<string, unknown>) => [one['sale_date'], one['quantity'], one['total_revenue']])
      .sort(),
  };
}
