import type { Money } from '@tor/kernel/money';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import {
  daysText,
  dayText,
  type Language,
  moneyText,
  percentText,
  type Phrasebook,
  unitsText,
  wholeText,
} from './language.js';
import type { RestockPlan } from './restock-plan.js';

/** The figures behind a restock quantity. */
export interface RestockFigures {
  /** What the owner counts the goods in; null: units. */
  readonly unit: string | null;
  readonly onHand: number;
  /** Units expected to sell over the protection days; not rounded. */
  readonly protectionDemand: number;
  readonly leadTimeDays: number;
  readonly reviewDays: number;
  /** 0.5 to 0.999. */
  readonly serviceLevel: number;
  /** The first day that the stock is not expected to last; null beyond the forecast. */
  readonly stockoutDay: CalendarDay | null;
  readonly plan: RestockPlan;
}

/** What buying some units of a goods costs and does. */
export interface PurchaseFigures {
  readonly unit: string | null;
  /** Units that are bought, >= 1. */
  readonly quantity: number;
  /** Units that should be ordered; the budget may pay for fewer. */
  readonly restockQuantity: number;
  /** The probability of running out before the next order arrives, 0 to 1. */
  readonly stockoutBefore: number;
  readonly stockoutAfter: number;
  readonly cost: Money;
  /** The margin that would be lost, on average, without the units. */
  readonly avoidedLostMargin: Money;
  /** ISO 4217. */
  readonly currency: string;
  /** What a unit is counted at where the owner has not said what it costs; null where the cost is known. */
  readonly countedAtPrice: Money | null;
}

/** What there is to know of a list of purchases. All are numbers of goods. */
export interface PurchaseListFigures {
  readonly bought: number;
  readonly withoutForecast: number;
  /** Those that are bought without their cost being known. */
  readonly costUnknown: number;
}

interface RestockPhrases {
  demand(figures: RestockFigures): string;
  safety(figures: RestockFigures): string;
  order(figures: RestockFigures): string;
  enough(figures: RestockFigures): string;
  runsOut(day: CalendarDay): string;
  worth(figures: PurchaseFigures): string;
  risk(figures: PurchaseFigures): string;
  fewer(figures: PurchaseFigures): string;
  costUnknown(price: Money, currency: string): string;
  nothingToBuy(): string;
  withoutForecast(goods: number): string;
  costsUnknown(goods: number): string;
}

const PHRASES: Phrasebook<RestockPhrases> = {
  en: {
    demand: (figures) =>
      `About ${demandText(figures, 'en')} should sell in the next ${coverText(figures, 'en')} ` +
      `(${wholeText(figures.leadTimeDays, 'en')} to deliver, ${wholeText(figures.reviewDays, 'en')} until the next order).`,
    safety: ({ plan, unit, serviceLevel }) =>
      `${unitsText(plan.safetyStock, unit, 'en')} on top as safety stock ${plan.safetyStock === 1 ? 'keeps' : 'keep'} ` +
      `a ${percentText(serviceLevel, 'en')} service level.`,
    order: (figures) =>
      figures.onHand === 0
        ? `Nothing on hand: order ${unitsText(figures.plan.restockQuantity, figures.unit, 'en')} now.`
        : `${unitsText(figures.onHand, figures.unit, 'en')} on hand: order ${wholeText(figures.plan.restockQuantity, 'en')} now ` +
          `to reach ${wholeText(orderUpTo(figures), 'en')}.`,
    enough: ({ onHand, unit }) => `${unitsText(onHand, unit, 'en')} on hand: enough for now.`,
    runsOut: (day) => `Without an order the stock should run out on ${dayText(day, 'en')}.`,
    worth: ({ quantity, unit, cost, avoidedLostMargin, currency }) =>
      `${unitsText(quantity, unit, 'en')} for ${moneyText(cost, currency, 'en')} should save ` +
      `${moneyText(rounded(avoidedLostMargin), currency, 'en')} of margin.`,
    risk: ({ stockoutBefore, stockoutAfter }) =>
      `The chance of running out before the next delivery falls from ${percentText(stockoutBefore, 'en')} to ${percentText(stockoutAfter, 'en')}.`,
    fewer: ({ quantity, restockQuantity, unit }) =>
      `The budget is best spent on ${wholeText(quantity, 'en')} of the ${unitsText(restockQuantity, unit, 'en')} that should be ordered.`,
    costUnknown: (price, currency) =>
      `What it costs you is not known: it is counted at its price of ${moneyText(price, currency, 'en')}.`,
    nothingToBuy: () => 'There is nothing to buy now.',
    withoutForecast: (goods) =>
      `${wholeText(goods, 'en')} goods without a forecast ${goods === 1 ? 'is' : 'are'} not in this list.`,
    costsUnknown: (goods) =>
      `What ${wholeText(goods, 'en')} goods of this list ${goods === 1 ? 'costs' : 'cost'} is not known: counted at the price.`,
  },
  id: {
    demand: (figures) =>
      `Perkiraan laku sekitar ${demandText(figures, 'id')} dalam ${coverText(figures, 'id')} ke depan ` +
      `(${daysText(figures.leadTimeDays, 'id')} menunggu barang datang, ${daysText(figures.reviewDays, 'id')} sampai pesan lagi).`,
    safety: ({ plan, unit, serviceLevel }) =>
      `Ditambah stok pengaman ${unitsText(plan.safetyStock, unit, 'id')} supaya kemungkinan tidak kehabisan ${percentText(serviceLevel, 'id')}.`,
    order: (figures) =>
      figures.onHand === 0
        ? `Stok sudah habis, pesan ${unitsText(figures.plan.restockQuantity, figures.unit, 'id')} sekarang.`
        : `Stok tinggal ${wholeText(figures.onHand, 'id')}, pesan ${wholeText(figures.plan.restockQuantity, 'id')} sekarang ` +
          `supaya jadi ${unitsText(orderUpTo(figures), figures.unit, 'id')}.`,
    enough: ({ onHand, unit }) => `Stok masih ${unitsText(onHand, unit, 'id')}, cukup untuk sekarang.`,
    runsOut: (day) => `Kalau tidak pesan, stok diperkirakan habis ${dayText(day, 'id')}.`,
    worth: ({ quantity, unit, cost, avoidedLostMargin, currency }) =>
      `Beli ${unitsText(quantity, unit, 'id')} seharga ${moneyText(cost, currency, 'id')}, kira-kira mengamankan untung ` +
      `${moneyText(rounded(avoidedLostMargin), currency, 'id')}.`,
    risk: ({ stockoutBefore, stockoutAfter }) =>
      `Kemungkinan kehabisan sebelum kiriman berikutnya turun dari ${percentText(stockoutBefore, 'id')} ke ${percentText(stockoutAfter, 'id')}.`,
    fewer: ({ quantity, restockQuantity, unit }) =>
      `Dengan anggaran ini sebaiknya beli ${wholeText(quantity, 'id')} dari ${unitsText(restockQuantity, unit, 'id')} yang perlu dipesan.`,
    costUnknown: (price, currency) =>
      `Harga modal belum diisi, jadi dihitung dengan harga jual ${moneyText(price, currency, 'id')}.`,
    nothingToBuy: () => 'Belum ada yang perlu dibeli sekarang.',
    withoutForecast: (goods) => `${wholeText(goods, 'id')} barang belum ada ramalannya, jadi tidak masuk daftar ini.`,
    costsUnknown: (goods) =>
      `Harga modal ${wholeText(goods, 'id')} barang di daftar ini belum diisi, jadi dihitung dengan harga jualnya.`,
  },
};

/** Why this much should be ordered now, or nothing, in plain sentences with the numbers behind them. */
export function restockReasons(figures: RestockFigures, language: Language): string[] {
  const phrases = PHRASES[language];
  const { plan, stockoutDay } = figures;
  const reasons = [phrases.demand(figures)];
  if (plan.safetyStock > 0) reasons.push(phrases.safety(figures));
  reasons.push(plan.restockQuantity > 0 ? phrases.order(figures) : phrases.enough(figures));
  if (plan.restockQuantity > 0 && stockoutDay !== null && figures.onHand > 0)
    reasons.push(phrases.runsOut(stockoutDay));
  return reasons;
}

/** What a purchase is worth, in plain sentences with the numbers behind them. */
export function purchaseReasons(figures: PurchaseFigures, language: Language): string[] {
  const phrases = PHRASES[language];
  const { quantity, restockQuantity, avoidedLostMargin, countedAtPrice, currency } = figures;
  const reasons: string[] = [];
  if (quantity < restockQuantity) reasons.push(phrases.fewer(figures));
  if (avoidedLostMargin > 0n) reasons.push(phrases.worth(figures));
  reasons.push(phrases.risk(figures));
  if (countedAtPrice !== null) reasons.push(phrases.costUnknown(countedAtPrice, currency));
  return reasons;
}

/** What to know of a list of purchases as a whole, in plain sentences. */
export function purchaseListReasons(figures: PurchaseListFigures, language: Language): string[] {
  const phrases = PHRASES[language];
  const reasons: string[] = [];
  if (figures.bought === 0) reasons.push(phrases.nothingToBuy());
  if (figures.withoutForecast > 0) reasons.push(phrases.withoutForecast(figures.withoutForecast));
  if (figures.costUnknown > 0) reasons.push(phrases.costsUnknown(figures.costUnknown));
  return reasons;
}

function demandText({ protectionDemand, unit }: RestockFigures, language: Language): string {
  return unitsText(Math.round(protectionDemand), unit, language);
}

function coverText({ leadTimeDays, reviewDays }: RestockFigures, language: Language): string {
  return daysText(leadTimeDays + reviewDays, language);
}

function orderUpTo({ onHand, plan }: RestockFigures): number {
  return onHand + plan.restockQuantity;
}

/** What is expected on average is told without decimal places, unless it is next to nothing. */
function rounded(amount: Money): Money {
  return amount < 10_000n ? amount : ((amount + 50n) / 100n) * 100n;
}
