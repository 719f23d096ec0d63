import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Language } from './language.js';
import { type KnownHistory, missingForecastReason, modelReasons } from './restock-model-reasons.js';

const LANGUAGES: readonly Language[] = ['id', 'en'];
const MODELS = ['xgboost', 'exponential-smoothing', 'recent-mean', 'no-recent-sales'];

const KNOWN: KnownHistory = {
  days: 1_200,
  saleDays: 41,
  daysSinceLastSale: 61,
  recentUnits: 1_340,
  recentDaysOutOfStock: 0,
};

const said = (
  model: string,
  language: Language,
  change: Partial<KnownHistory> = {},
  unit: string | null = null,
): string[] => modelReasons(model, { ...KNOWN, ...change }, unit, language);

describe('why this model spoke', () => {
  it.each([
    ['xgboost', 'Sold on 41 of 1,200 days: the model trained on all goods of your shop speaks.'],
    [
      'exponential-smoothing',
      'Sold on 41 of 1,200 days: the shop has too little history to train a model, so an average speaks in which the latest days count most.',
    ],
    [
      'recent-mean',
      'Only 41 sale days so far: the average of the last 28 days speaks (1,340 units sold), in which no day counts as more than three usual ones.',
    ],
    ['no-recent-sales', 'Nothing sold for 60 days: expected demand is zero.'],
  ])('is said of %s in English', (model, sentence) => {
    expect(said(model, 'en')).toEqual([sentence]);
  });

  it.each([
    ['xgboost', 'Laku di 41 dari 1.200 hari: ramalan dari model yang dilatih dengan semua barang toko Anda.'],
    [
      'exponential-smoothing',
      'Laku di 41 dari 1.200 hari: data toko belum cukup untuk melatih model, jadi dipakai rata-rata yang lebih berat ke hari-hari terakhir.',
    ],
    [
      'recent-mean',
      'Baru laku di 41 hari: dipakai rata-rata 28 hari terakhir (terjual 1.340 botol), satu hari dihitung paling banyak tiga kali hari biasa.',
    ],
    ['no-recent-sales', 'Sudah 60 hari tidak ada yang laku: perkiraan penjualan nol.'],
  ])('is said of %s in Indonesian', (model, sentence) => {
    expect(said(model, 'id', {}, 'botol')).toEqual([sentence]);
  });

  it('is in the singular where there is one', () => {
    expect(said('recent-mean', 'en', { days: 1, saleDays: 1, recentUnits: 1 })).toEqual([
      'Only 1 sale day so far: what was sold is spread over a week (1 unit sold).',
    ]);
    expect(said('recent-mean', 'id', { days: 6, saleDays: 2, recentUnits: 3 })).toEqual([
      'Baru laku di 2 hari: penjualan itu dibagi rata untuk seminggu (terjual 3 unit).',
    ]);
  });

  it('goes with a word on the empty shelf', () => {
    expect(said('xgboost', 'en', { recentDaysOutOfStock: 6 })[1]).toBe(
      'On 6 of the last 28 days the shelf was empty: more could have been sold than was.',
    );
    expect(said('xgboost', 'id', { recentDaysOutOfStock: 6 })[1]).toBe(
      'Rak kosong 6 hari dalam 28 hari terakhir: sebenarnya bisa laku lebih banyak.',
    );
  });

  it('is said with finite numbers, one sentence in each language', () => {
    const known = fc.record({
      days: fc.nat(730),
      saleDays: fc.nat(730),
      daysSinceLastSale: fc.option(fc.integer({ min: 1, max: 730 })),
      recentUnits: fc.nat(28_000_000),
      recentDaysOutOfStock: fc.nat(28),
    });
    fc.assert(
      fc.property(known, fc.constantFrom(...MODELS), fc.constantFrom(...LANGUAGES), (one, model, language) => {
        const sentences = modelReasons(model, one, null, language);
        expect(sentences).toHaveLength(one.recentDaysOutOfStock > 0 ? 2 : 1);
        for (const sentence of sentences) {
          expect(sentence).toMatch(/\d.*\.$/);
          expect(sentence).not.toMatch(/NaN|Infinity|∞|undefined|null|-\d/);
        }
      }),
    );
  });

  it('is not made up for a model without a sentence', () => {
    expect(said('of-another-version', 'en')).toEqual([]);
  });
});

describe('why there is no forecast', () => {
  it('is said in the language of the shop', () => {
    const never = { cause: 'never-sold', learntDays: 730 } as const;
    expect(LANGUAGES.map((language) => missingForecastReason(never, language))).toEqual([
      'Belum ada penjualan dalam 730 hari terakhir: ramalan butuh minimal satu penjualan sebelum hari ini.',
      'No sale in the last 730 days: a forecast needs at least one sale before today.',
    ]);
    expect(LANGUAGES.map((language) => missingForecastReason({ cause: 'not-made-yet' }, language))).toEqual([
      'Ramalan sedang dihitung: coba lagi sebentar.',
      'The forecast is being made: ask again in a moment.',
    ]);
  });
});
