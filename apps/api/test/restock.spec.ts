import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, calendarDayAt } from '@tor/kernel/calendar-day';
import { type ApiClient, expectOk } from '@tor/testing/api-client';
import { seedHistory } from '@tor/testing/seed-history';
import { API_AND_WORKER, startTestStack, type TestStack } from '@tor/testing/test-stack';
import type { RestockListView, RestockView } from '../src/restock/dto/restock.view.js';
import { type WrittenInference, writeRun } from './forecast-steps.js';
import { addGoods, expectRefusedFields } from './shop-steps.js';

const today = (): ReturnType<typeof calendarDayAt> => calendarDayAt(new Date(), 'Asia/Jakarta');

/** A goods of the shop with its forecast: it wants 15 units less what is there, unless it says otherwise. */
type Wanted = Omit<WrittenInference, 'goodsId'> & { readonly goods: object };

describe('what to buy now', () => {
  let stack: TestStack;
  let shop: ApiClient;

  beforeAll(async () => {
    stack = await startTestStack({ env: { FORECAST_WAIT_MS: '60000' }, programs: API_AND_WORKER });
  });

  afterAll(() => stack.stop());

  async function shopThatWants(...wanted: Wanted[]): Promise<ApiClient> {
    shop = await stack.newShop();
    const inferences: WrittenInference[] = [];
    for (const { goods, ...inference } of wanted) {
      const { id } = await addGoods(shop, { price: 1000, cost_price: 600, stock_quantity: 0, ...goods });
      inferences.push({ goodsId: id, ...inference });
    }
    await writeRun(stack.database, shop, today(), inferences);
    return shop;
  }

  const restock = async (query = ''): Promise<RestockListView> => expectOk(await shop.get(`/api/restock${query}`)).body;

  const bought = ({ data }: RestockListView): [string, number][] =>
    data.map(({ name, buy_quantity }) => [name, buy_quantity]);

  it('is every restock quantity, what saves most for its cost first', async () => {
    await shopThatWants(
      { goods: { name: 'Thin', price: 700 } },
      { goods: { name: 'Fat', stock_quantity: 4 } },
      { goods: { name: 'Enough', stock_quantity: 90 } },
      { goods: { name: 'At a loss', price: 500 } },
    );
    const list = await restock();
    expect(bought(list)).toEqual([
      ['Fat', 11],
      ['Thin', 15],
      ['At a loss', 15],
    ]);
    expect(list).toMatchObject({ total: 3, page: 1, limit: 20, budget: null, budget_left: null, stale: false });
    expect(list).toMatchObject({ currency: 'IDR', as_of: today(), goods_without_forecast: 0, reasons: [] });
    expect(list.total_cost).toBe((11 + 15 + 15) * 600);
    expect(list.data[0]).toMatchObject({ restock_quantity: 11, unit_cost: 600, cost: 6600, cost_known: true });
    expect(list.data[0]).toMatchObject({ stock_quantity: 4, stockout_date: addDays(today(), 4), safety_stock: 5 });
    expect(list.total_avoided_lost_margin).toBeCloseTo(
      list.data.reduce((sum, one) => sum + one.avoided_lost_margin, 0),
      1,
    );
  });

  it('comes in pages that add up to the same whole', async () => {
    await shopThatWants(...['A', 'B', 'C'].map((name, index) => ({ goods: { name, cost_price: 600 + index } })));
    const [first, second, third] = [
      await restock('?limit=2'),
      await restock('?limit=2&page_index=2'),
      await restock('?limit=2&page_index=3'),
    ];
    expect([...bought(first), ...bought(second)].map(([name]) => name)).toEqual(['A', 'B', 'C']);
    expect(third.data).toEqual([]);
    for (const { total, total_cost } of [first, second, third]) expect([total, total_cost]).toEqual([3, 15 * 1803]);
  });

  it('is the best basket inside a budget, down to the last rupiah that buys a unit', async () => {
    await shopThatWants({ goods: { name: 'Fat' } }, { goods: { name: 'Thin', price: 900, cost_price: 700 } });
    for (const budget of [0, 599.99, 600, 3_000, 9_000, 12_345.67]) {
      const list = await restock(`?budget=${budget}`);
      const cost = list.data.reduce((sum, one) => sum + one.cost, 0);
      expect(list).toMatchObject({ budget, total_cost: cost, budget_left: expect.closeTo(budget - cost, 5) });
      expect(list.budget_left).toBeGreaterThanOrEqual(0);
      expect(list.budget_left).toBeLessThan(600);
      for (const { stockout_probability, stockout_probability_after } of list.data) {
        expect(stockout_probability_after).toBeLessThan(stockout_probability);
      }
    }
    expect(bought(await restock('?budget=600'))).toEqual([['Fat', 1]]);
    // More than all of it costs: the rest stays in the purse.
    const all = await restock('?budget=99999999999999');
    expect(bought(all)).toEqual(bought(await restock()));
    expect(all.budget_left).toBe(99_999_999_999_999 - 15 * 600 - 15 * 700);
  });

  it('never spends money that nobody has counted', async () => {
    await shopThatWants(
      { goods: { name: 'Unknown', cost_price: 0 } },
      { goods: { name: 'Known' } },
      { goods: { name: 'No price', price: 0, cost_price: 0 } },
    );
    const list = await restock('?budget=1000');
    expect(bought(list)).toEqual([['Known', 1]]);
    const more = await restock('?budget=100000');
    expect(more.total_cost).toBe(15 * 600 + 15 * 1000);
    expect(more.data[1]).toMatchObject({ name: 'Unknown', unit_cost: 1000, cost_known: false });
    expect(more.data[1]?.reasons.at(-1)).toBe('Harga modal belum diisi, jadi dihitung dengan harga jual Rp 1.000.');
    expect(more.reasons).toEqual([
      'Harga modal 1 barang di daftar ini belum diisi, jadi dihitung dengan harga jualnya.',
    ]);
  });

  it("says why, in the shop's language", async () => {
    await shopThatWants({ goods: { name: 'Kopi', stock_quantity: 4, unit: 'botol' }, basis: [1_200, 41, 1, 30, 2] });
    const reasons = async (): Promise<string[]> => (await restock('?budget=3000')).data[0]?.reasons ?? [];
    expect(await reasons()).toEqual([
      'Laku di 41 dari 1.200 hari: ramalan dari model yang dilatih dengan semua barang toko Anda.',
      'Rak kosong 2 hari dalam 28 hari terakhir: sebenarnya bisa laku lebih banyak.',
      'Perkiraan laku sekitar 10 botol dalam 10 hari ke depan (3 hari menunggu barang datang, 7 hari sampai pesan lagi).',
      'Ditambah stok pengaman 5 botol supaya kemungkinan tidak kehabisan 95%.',
      'Stok tinggal 4, pesan 11 sekarang supaya jadi 15 botol.',
      expect.stringMatching(/^Kalau tidak pesan, stok diperkirakan habis \d+ \p{L}+ \d{4}\.$/u),
      'Dengan anggaran ini sebaiknya beli 5 dari 11 botol yang perlu dipesan.',
      expect.stringMatching(/^Beli 5 botol seharga Rp 3\.000, kira-kira mengamankan untung Rp 1\.\d{3}\.$/),
      expect.stringMatching(
        /^Kemungkinan kehabisan sebelum kiriman berikutnya turun dari 9\d(,\d)?% ke \d\d(,\d)?%\.$/,
      ),
    ]);
    expectOk(await shop.put('/api/settings', { language: 'en' }));
    expect(await reasons()).toEqual(expect.arrayContaining(['4 botol on hand: order 11 now to reach 15.']));
  });

  it('is made of the band where a forecast has no quantiles', async () => {
    await shopThatWants({ goods: { name: 'Old' }, quantiles: null });
    const [one] = (await restock()).data;
    expect(one).toMatchObject({ buy_quantity: 15, stockout_probability: 1 });
    // Half-way between the median, 10, and the upper end, 20.
    expect(one?.stockout_probability_after).toBeCloseTo(0.3);
    expect(one?.reasons[0]).toMatch(/^Perkiraan laku/);
  });

  it('says how many goods it knows nothing of', async () => {
    await shopThatWants();
    await addGoods(shop);
    expect(await restock()).toMatchObject({
      data: [],
      total: 0,
      stale: false,
      goods_without_forecast: 1,
      reasons: ['Belum ada yang perlu dibeli sekarang.', '1 barang belum ada ramalannya, jadi tidak masuk daftar ini.'],
    });
  });

  it('waits for a forecast that is missing, which keeps what it rests on', async () => {
    shop = await stack.newShop();
    await seedHistory(stack.database, { userId: shop.userId, goods: 12, days: 120, today: today() });
    const list = await restock('?limit=100');
    expect(list).toMatchObject({ as_of: today(), stale: false, goods_without_forecast: 0 });
    expect(list.total).toBeGreaterThan(0);
    const worth = ({ avoided_lost_margin, cost }: RestockView): number => avoided_lost_margin / cost;
    expect(list.data.map(worth)).toEqual(list.data.map(worth).sort((a, b) => b - a));
    for (const { reasons } of list.data) expect(reasons[0]).toMatch(/^Laku di \d+ dari 1\d\d hari: /);
    const kept = await stack.database.query<{ quantiles: number[]; days: number; sale_days: number; since: number }>(
      `SELECT protection_quantiles AS quantiles, basis_days AS days, basis_sale_days AS sale_days,
              basis_days_since_last_sale AS since FROM restock_inferences WHERE user_id = $1`,
      [shop.userId],
    );
    expect(kept).toHaveLength(12);
    for (const { quantiles, days, sale_days, since } of kept) {
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b));
      expect(days >= sale_days && sale_days > 0 && since > 0).toBe(true);
    }
  });

  it.each([
    '-1',
    'x',
    '',
    '1e400',
    'Infinity',
    'NaN',
    '1.234',
    '123456789012345',
    '1234567890123.45',
    '0x10',
    '%00',
    '١',
  ])('refuses the budget %j', async (budget) => {
    expectRefusedFields(await shop.get(`/api/restock?budget=${encodeURI(budget)}`), 'budget');
  });

  it('refuses more budgets than one', async () => {
    expectRefusedFields(await shop.get('/api/restock?budget=1&budget=2'), 'budget');
    expectRefusedFields(await shop.get('/api/restock?budget=x&limit=0'), 'budget', 'limit');
  });
});
