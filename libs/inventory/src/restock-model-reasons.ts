import { daysText, type Language, type Phrasebook, unitsText, wholeText } from './language.js';

/** What was known of a goods when it was forecast. */
export interface KnownHistory {
  /** Days from the first sale that was learnt from to the day before the forecast. */
  readonly days: number;
  /** Those of them with a sale. */
  readonly saleDays: number;
  /** Days from the latest sale to the day of the forecast, 1 for the day before; null when there is none. */
  readonly daysSinceLastSale: number | null;
  /** Units sold in the last 28 days. */
  readonly recentUnits: number;
  /** Days of the last 28 on which the shelf was empty all day. */
  readonly recentDaysOutOfStock: number;
}

/** Why goods have no forecast. */
export type MissingForecast =
  /** Nothing was sold in the days that are learnt from. */
  | { readonly cause: 'never-sold'; readonly learntDays: number }
  /** There are sales to learn from, and the forecast is on its way. */
  | { readonly cause: 'not-made-yet' };

interface ModelPhrases {
  xgboost(known: KnownHistory): string;
  'exponential-smoothing'(known: KnownHistory): string;
  'recent-mean'(known: KnownHistory, unit: string | null): string;
  'no-recent-sales'(known: KnownHistory): string;
  emptyShelf(days: number): string;
  neverSold(learntDays: number): string;
  notMadeYet(): string;
}

const RECENT_DAYS = 28;
/** What was sold in fewer days than this is spread over as many. */
const LEAST_DAYS_OF_A_MEAN = 7;

const PHRASES: Phrasebook<ModelPhrases> = {
  en: {
    xgboost: ({ saleDays, days }) =>
      `Sold on ${wholeText(saleDays, 'en')} of ${daysText(days, 'en')}: the model trained on all goods of your shop speaks.`,
    'exponential-smoothing': ({ saleDays, days }) =>
      `Sold on ${wholeText(saleDays, 'en')} of ${daysText(days, 'en')}: the shop has too little history to train a model, ` +
      'so an average speaks in which the latest days count most.',
    'recent-mean': ({ saleDays, days, recentUnits }, unit) => {
      const soFar = `Only ${wholeText(saleDays, 'en')} sale ${saleDays === 1 ? 'day' : 'days'} so far`;
      const sold = `${unitsText(recentUnits, unit, 'en')} sold`;
      if (days < LEAST_DAYS_OF_A_MEAN) return `${soFar}: what was sold is spread over a week (${sold}).`;
      const window = daysText(Math.min(days, RECENT_DAYS), 'en');
      return `${soFar}: the average of the last ${window} speaks (${sold}), in which no day counts as more than three usual ones.`;
    },
    'no-recent-sales': (known) => `Nothing sold for ${daysText(idleDays(known), 'en')}: expected demand is zero.`,
    emptyShelf: (days) =>
      `On ${wholeText(days, 'en')} of the last ${daysText(RECENT_DAYS, 'en')} the shelf was empty: more could have been sold than was.`,
    neverSold: (days) =>
      `No sale in the last ${daysText(days, 'en')}: a forecast needs at least one sale before today.`,
    notMadeYet: () => 'The forecast is being made: ask again in a moment.',
  },
  id: {
    xgboost: ({ saleDays, days }) =>
      `Laku di ${wholeText(saleDays, 'id')} dari ${daysText(days, 'id')}: ramalan dari model yang dilatih dengan semua barang toko Anda.`,
    'exponential-smoothing': ({ saleDays, days }) =>
      `Laku di ${wholeText(saleDays, 'id')} dari ${daysText(days, 'id')}: data toko belum cukup untuk melatih model, ` +
      'jadi dipakai rata-rata yang lebih berat ke hari-hari terakhir.',
    'recent-mean': ({ saleDays, days, recentUnits }, unit) => {
      const soFar = `Baru laku di ${daysText(saleDays, 'id')}`;
      const sold = `terjual ${unitsText(recentUnits, unit, 'id')}`;
      if (days < LEAST_DAYS_OF_A_MEAN) return `${soFar}: penjualan itu dibagi rata untuk seminggu (${sold}).`;
      const window = daysText(Math.min(days, RECENT_DAYS), 'id');
      return `${soFar}: dipakai rata-rata ${window} terakhir (${sold}), satu hari dihitung paling banyak tiga kali hari biasa.`;
    },
    'no-recent-sales': (known) =>
      `Sudah ${daysText(idleDays(known), 'id')} tidak ada yang laku: perkiraan penjualan nol.`,
    emptyShelf: (days) =>
      `Rak kosong ${daysText(days, 'id')} dalam ${daysText(RECENT_DAYS, 'id')} terakhir: sebenarnya bisa laku lebih banyak.`,
    neverSold: (days) =>
      `Belum ada penjualan dalam ${daysText(days, 'id')} terakhir: ramalan butuh minimal satu penjualan sebelum hari ini.`,
    notMadeYet: () => 'Ramalan sedang dihitung: coba lagi sebentar.',
  },
};

/**
 * Which model spoke for a goods and why, in plain sentences.
 * @param model as the forecaster names it
 * @param unit what the owner counts the goods in; null: units
 * @returns nothing for a model that has no sentence
 */
export function modelReasons(model: string, known: KnownHistory, unit: string | null, language: Language): string[] {
  const phrases = PHRASES[language];
  const reasons: string[] = [];
  if (isModel(model)) reasons.push(phrases[model](known, unit));
  if (known.recentDaysOutOfStock > 0) reasons.push(phrases.emptyShelf(known.recentDaysOutOfStock));
  return reasons;
}

/** Why there is no forecast of a goods, in a plain sentence. */
export function missingForecastReason(missing: MissingForecast, language: Language): string {
  const phrases = PHRASES[language];
  return missing.cause === 'never-sold' ? phrases.neverSold(missing.learntDays) : phrases.notMadeYet();
}

const MODELS = ['xgboost', 'exponential-smoothing', 'recent-mean', 'no-recent-sales'] as const;

function isModel(model: string): model is (typeof MODELS)[number] {
  return (MODELS as readonly string[]).includes(model);
}

/** Whole days without a sale up to yesterday. */
function idleDays({ days, daysSinceLastSale }: KnownHistory): number {
  return daysSinceLastSale === null ? days : daysSinceLastSale - 1;
}
