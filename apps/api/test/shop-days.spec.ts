import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { calendarDayAt } from '@tor/kernel/calendar-day';
import { expectOk, type ApiClient } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { addGoods, addSale, expectRefusedFields } from './shop-steps.js';

interface Dashboard {
  readonly year: number;
  readonly month: number;
  readonly sales_chart: readonly { readonly date: string; readonly total_quantity: number }[];
}

/** Half an hour before and after midnight, as the clock on the shop's wall shows it. */
const AROUND_MIDNIGHT = [
  { timezone: 'Asia/Jakarta', before: '2026-01-31T16:30:00Z', after: '2026-01-31T17:30:00Z' },
  { timezone: 'Asia/Makassar', before: '2026-01-31T15:30:00Z', after: '2026-01-31T16:30:00Z' },
  { timezone: 'Asia/Jayapura', before: '2026-01-31T14:30:00Z', after: '2026-01-31T15:30:00Z' },
];

describe.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])('on a server whose clock is set to %s', (TZ) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { TZ } });
  });

  afterAll(() => stack.stop());

  async function shopIn(timezone: string): Promise<ApiClient> {
    const shop = await stack.newShop();
    expectOk(await shop.put('/api/settings', { timezone }));
    return shop;
  }

  const dashboard = async (shop: ApiClient, query = ''): Promise<Dashboard> =>
    expectOk(await shop.get(`/api/dashboard/${query}`)).body.data;

  it.each(AROUND_MIDNIGHT)(
    '23:30 and 00:30 in $timezone are on the days that the shop calls them',
    async ({ timezone, before, after }) => {
      const shop = await shopIn(timezone);
      const { id } = await addGoods(shop);
      const evening = await addSale(shop, id, { sale_date: before, quantity: 1 });
      const night = await addSale(shop, id, { sale_date: after, quantity: 2 });
      expect([evening.sale_date, night.sale_date]).toEqual(['2026-01-31', '2026-02-01']);
      expect((await dashboard(shop, '?year=2026&month=1')).sales_chart).toMatchObject([
        { date: '2026-01-31', total_quantity: 1 },
      ]);
      expect((await dashboard(shop, '?year=2026&month=2')).sales_chart).toMatchObject([
        { date: '2026-02-01', total_quantity: 2 },
      ]);
      // An edit follows the same rule, and a day that is given as a day is that day.
      const edited = expectOk(await shop.put(`/api/sales/${night.id}`, { sale_date: before })).body.data;
      expect(edited.sale_date).toBe('2026-01-31');
      expect((await addSale(shop, id, { sale_date: '2026-02-01' })).sale_date).toBe('2026-02-01');
    },
  );

  it('an offset counts: the same moment is the same day, however it is written', async () => {
    const shop = await shopIn('Asia/Makassar');
    const { id } = await addGoods(shop);
    for (const sale_date of ['2026-01-05T23:30:00+08:00', '2026-01-05T15:30:00Z', '2026-01-05T07:30-08:00']) {
      expect((await addSale(shop, id, { sale_date })).sale_date).toBe('2026-01-05');
    }
  });

  // At any moment the calendars of these two show different days, up to 26 hours apart.
  it.each(['Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Jakarta'])('today is the day in %s', async (timezone) => {
    const shop = await shopIn(timezone);
    const { id } = await addGoods(shop);
    const days = async (): Promise<[string, Dashboard, string]> => {
      const history = expectOk(await shop.get(`/api/forecast/?goods_id=${id}`)).body.data[0].sales;
      return [calendarDayAt(new Date(), timezone), await dashboard(shop), history.at(-1).date];
    };
    // Read twice: around midnight the first look may be of the day before.
    const looks = [await days(), await days()];
    const agree = ([today, { year, month }, yesterday]: [string, Dashboard, string]): boolean =>
      today.startsWith(`${year}-${String(month).padStart(2, '0')}-`) &&
      Date.parse(today) - Date.parse(yesterday) === 86_400_000;
    expect(looks.some(agree)).toBe(true);
  });

  it.each([
    '2026-02-30T10:00:00Z',
    '2026-01-05T10:00:00',
    '2026-01-05 10:00',
    '1999-12-31T23:30:00Z',
    '2000-01-01T00:00:00+14:00',
    '2099-12-31T23:59:59-12:00',
    '2026-01-05T25:00Z',
  ])('%s is no day of a sale', async (sale_date) => {
    const shop = await stack.newShop();
    const { id } = await addGoods(shop);
    expectRefusedFields(await shop.post('/api/sales', { goods_id: id, quantity: 1, sale_date }), 'sale_date');
  });
});
