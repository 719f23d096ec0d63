import { addDays, calendarDayAt, type CalendarDay } from '@tor/kernel/calendar-day';
import type { TenantId } from '@tor/kernel/tenant-id';
import type { NewSale } from '@tor/persistence/repositories/sales.repository';
import type { TenantDatabase } from '@tor/persistence/tenant-database';

const DAYS = 3 * 365;
const SALES_PER_TRANSACTION = 25_000;

/** A number that every shop has, of the first kind. */
const SEARCHED = '050';

const KINDS = ['Kopi', 'Teh', 'Gula', 'Beras', 'Minyak', 'Sabun', 'Susu', 'Roti', 'Mie', 'Garam'];

/** A shop whose sales are loaded. */
export interface GrownShop {
  /** One of the goods that sell as often as most. */
  readonly goodsId: string;
  /** What follows "Kopi" in the name of one of its goods, and of no other. */
  readonly goodsNumber: string;
  readonly today: CalendarDay;
}

/**
 * Loads goods and their sales of three years that end today, as many on each day, day by day as a shop would have booked them.
 * @param goods how many goods; half of the sales are of the first tenth of them
 * @param sales how many sales in all
 */
export async function growShop(
  database: TenantDatabase,
  tenant: TenantId,
  goods: number,
  sales: number,
): Promise<GrownShop> {
  const today = calendarDayAt(new Date(), 'Asia/Jakarta');
  const goodsIds = await database.run(tenant, async (shop) => {
    const ids: string[] = [];
    for (let number = 0; number < goods; number++) {
      const { id } = await shop.goods.insert({
        name: `${KINDS[number % KINDS.length] ?? ''} ${String(number).padStart(3, '0')}`,
        ...{ category: null, sku: null, unit: null, leadTimeDays: null, lowStockThreshold: null },
        ...{ price: BigInt(1000 + number) * 100n, costPrice: BigInt(600 + number) * 100n },
      });
      await shop.stock.book(id, { kind: 'opening', quantityChange: 1 + number });
      ids.push(id);
    }
    return ids;
  });
  const popular = Math.ceil(goods / 10);
  const random = seededNumbers(goods + sales);
  const saleOf = (number: number): NewSale => {
    const index = random() < 0.5 ? Math.floor(random() * popular) : Math.floor(random() * goods);
    return {
      goodsId: goodsIds[index] ?? '',
      quantity: 1 + Math.floor(random() * 4),
      saleDate: addDays(today, Math.floor((number / sales) * DAYS) - DAYS + 1),
      unitPrice: BigInt(1000 + index) * 100n,
      unitCost: BigInt(600 + index) * 100n,
    };
  };
  for (let start = 0; start < sales; start += SALES_PER_TRANSACTION) {
    const count = Math.min(SALES_PER_TRANSACTION, sales - start);
    const part = Array.from({ length: count }, (_, index) => saleOf(start + index));
    await database.run(tenant, (shop) => shop.history.book(part));
  }
  return { goodsId: goodsIds[Math.floor(goods / 2)] ?? '', goodsNumber: SEARCHED, today };
}

/** Numbers from 0 up to 1, the same ones at every run: a 32-bit linear congruential generator. */
function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
