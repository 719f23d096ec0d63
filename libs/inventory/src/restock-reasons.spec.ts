import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCalendarDay } from '@tor/kernel/calendar-day';
import type { Language } from './language.js';
import { planRestock } from './restock-plan.js';
import {
  type PurchaseFigures,
  purchaseListReasons,
  purchaseReasons,
  type RestockFigures,
  restockReasons,
} from './restock-reasons.js';

const NOT_A_NUMBER = /NaN|Infinity|∞|undefined|null/;

function figuresAt(onHand: number, change: Partial<RestockFigures> = {}): RestockFigures {
  const protection = { demand: 33.6, safetyStock: 12, lowerDemand: 20, upperDemand: 50 };
  const plan = planRestock({ onHand, protection, leadTime: { demand: 10, safetyStock: 5 } });
  return {
    ...{ unit: null, onHand, protectionDemand: 33.6, leadTimeDays: 3, reviewDays: 7, serviceLevel: 0.95, plan },
    stockoutDay: parseCalendarDay('2026-01-09'),
    ...change,
  };
}

describe('the reasons for a restock quantity', () => {
  it('say how much will sell, what is held on top, what to order and how long the stock lasts', () => {
    expect(restockReasons(figuresAt(20), 'en')).toEqual([
      'About 34 units should sell in the next 10 days (3 to deliver, 7 until the next order).',
      '12 units on top as safety stock keep a 95% service level.',
      '20 units on hand: order 26 now to reach 46.',
      'Without an order the stock should run out on January 9, 2026.',
    ]);
    expect(restockReasons(figuresAt(20, { unit: 'botol' }), 'id')).toEqual([
      'Perkiraan laku sekitar 34 botol dalam 10 hari ke depan (3 hari menunggu barang datang, 7 hari sampai pesan lagi).',
      'Ditambah stok pengaman 12 botol supaya kemungkinan tidak kehabisan 95%.',
      'Stok tinggal 20, pesan 26 sekarang supaya jadi 46 botol.',
      'Kalau tidak pesan, stok diperkirakan habis 9 Januari 2026.',
    ]);
  });

  it('say when there is enough', () => {
    expect(restockReasons(figuresAt(60), 'en').at(-1)).toBe('60 units on hand: enough for now.');
    expect(restockReasons(figuresAt(1_060), 'id').at(-1)).toBe('Stok masih 1.060 unit, cukup untuk sekarang.');
  });

  it('say when there is nothing left', () => {
    expect(restockReasons(figuresAt(0), 'en').at(-1)).toBe('Nothing on hand: order 46 units now.');
    expect(restockReasons(figuresAt(0), 'id').at(-1)).toBe('Stok sudah habis, pesan 46 unit sekarang.');
  });

  it('hold finite numbers only', () => {
    const amount = fc.double({ min: 0, max: 1e8, noNaN: true });
    const figures = fc.record({ onHand: fc.nat(1_000_000), demand: amount, safetyStock: amount, lead: fc.nat(365) });
    fc.assert(
      fc.property(figures, fc.constantFrom<Language>('id', 'en'), ({ onHand, demand, safetyStock, lead }, language) => {
        const protection = { demand, safetyStock, lowerDemand: demand / 2, upperDemand: demand * 2 };
        const plan = planRestock({ onHand, protection, leadTime: { demand: 0, safetyStock: 0 } });
        const change = { protectionDemand: demand, leadTimeDays: lead, plan };
        for (const sentence of restockReasons(figuresAt(onHand, change), language)) {
          expect(sentence).toMatch(/\d.*\.$/);
          expect(sentence).not.toMatch(NOT_A_NUMBER);
        }
      }),
    );
  });
});

const PURCHASE: PurchaseFigures = {
  unit: null,
  quantity: 8,
  restockQuantity: 12,
  stockoutBefore: 0.85,
  stockoutAfter: 0.124,
  cost: 8_000_000n,
  avoidedLostMargin: 3_200_051n,
  currency: 'IDR',
  countedAtPrice: null,
};

describe('the reasons for a purchase', () => {
  it('say what it costs, saves and changes, and what the budget leaves out', () => {
    expect(purchaseReasons(PURCHASE, 'en')).toEqual([
      'The budget is best spent on 8 of the 12 units that should be ordered.',
      '8 units for Rp 80.000 should save Rp 32.001 of margin.',
      'The chance of running out before the next delivery falls from 85% to 12.4%.',
    ]);
    expect(purchaseReasons(PURCHASE, 'id')).toEqual([
      'Dengan anggaran ini sebaiknya beli 8 dari 12 unit yang perlu dipesan.',
      'Beli 8 unit seharga Rp 80.000, kira-kira mengamankan untung Rp 32.001.',
      'Kemungkinan kehabisan sebelum kiriman berikutnya turun dari 85% ke 12,4%.',
    ]);
  });

  it('say what a unit is counted at when its cost is not known', () => {
    const figures = { ...PURCHASE, quantity: 12, avoidedLostMargin: 0n, countedAtPrice: 1_000_000n };
    expect(purchaseReasons(figures, 'en').slice(1)).toEqual([
      'What it costs you is not known: it is counted at its price of Rp 10.000.',
    ]);
    expect(purchaseReasons(figures, 'id').slice(1)).toEqual([
      'Harga modal belum diisi, jadi dihitung dengan harga jual Rp 10.000.',
    ]);
  });

  it('hold finite numbers only', () => {
    const money = fc.bigInt({ min: 0n, max: 10n ** 24n });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const figures = fc.record({ cost: money, avoidedLostMargin: money, stockoutBefore: share, stockoutAfter: share });
    fc.assert(
      fc.property(figures, fc.constantFrom<Language>('id', 'en'), (change, language) => {
        for (const sentence of purchaseReasons({ ...PURCHASE, ...change }, language)) {
          expect(sentence).toMatch(/\d.*\.$/);
          expect(sentence).not.toMatch(NOT_A_NUMBER);
        }
      }),
    );
  });
});

describe('what is said of a list of purchases', () => {
  it('is what it leaves out and does not know', () => {
    const figures = { bought: 3, withoutForecast: 1, costUnknown: 1_200 };
    expect(purchaseListReasons(figures, 'en')).toEqual([
      '1 goods without a forecast is not in this list.',
      'What 1,200 goods of this list cost is not known: counted at the price.',
    ]);
    expect(purchaseListReasons(figures, 'id')).toEqual([
      '1 barang belum ada ramalannya, jadi tidak masuk daftar ini.',
      'Harga modal 1.200 barang di daftar ini belum diisi, jadi dihitung dengan harga jualnya.',
    ]);
    expect(purchaseListReasons({ bought: 3, withoutForecast: 0, costUnknown: 0 }, 'en')).toEqual([]);
  });

  it('is that there is nothing to buy', () => {
    const figures = { bought: 0, withoutForecast: 0, costUnknown: 0 };
    expect(purchaseListReasons(figures, 'en')).toEqual(['There is nothing to buy now.']);
    expect(purchaseListReasons(figures, 'id')).toEqual(['Belum ada yang perlu dibeli sekarang.']);
  });
});
