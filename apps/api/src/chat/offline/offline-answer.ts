import type { Phrasebook } from '@tor/inventory/language';
import { daysText } from '@tor/inventory/language';
import type { ChatWords } from '../words/chat-words.js';
import { OFFLINE_ENGLISH } from './offline-phrases.en.js';
import { OFFLINE_INDONESIAN } from './offline-phrases.id.js';
import type { OfflinePhrases } from './offline-phrases.js';
import type {
  DashboardResult,
  ForecastResult,
  GoodsListResult,
  GoodsResult,
  QuestionResult,
  RestockResult,
  SalesResult,
} from './tool-results.js';

export const OFFLINE_PHRASES: Phrasebook<OfflinePhrases> = { id: OFFLINE_INDONESIAN, en: OFFLINE_ENGLISH };

/** Lines of a list that are told. */
const LINES = 10;
/** Of what was asked for, and of sales that are only examples. */
const EXAMPLES = 5;

/** The call that a result answers. */
export interface AnsweredCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * What a tool returned, in the owner's words.
 * @param result as the tool's JSON has it
 */
export function offlineAnswer(call: AnsweredCall, result: unknown, words: ChatWords): string {
  const phrases = OFFLINE_PHRASES[words.language];
  if (isRecord(result)) {
    if (isRecord(result['error'])) return String(result['error']['message']);
    if (isRecord(result['proposed'])) return words.say.askToConfirm(String(result['proposed']['summary']));
    if (isQuestion(result)) return question(result, words, phrases);
  }
  return ANSWERS[call.name]?.(result as never, words, phrases, call) ?? phrases.notUnderstood;
}

type Answer<Result> = (result: Result, words: ChatWords, phrases: OfflinePhrases, call: AnsweredCall) => string;

const ANSWERS: Readonly<Record<string, Answer<never>>> = {
  get_all_goods: goodsList,
  get_goods_detail: goodsDetail,
  get_all_sales: sales,
  get_forecast: forecast,
  get_restock_plan: restock,
  get_dashboard: dashboard,
};

function isQuestion(result: object): result is QuestionResult {
  return 'question' in result && 'candidates' in result && Array.isArray(result.candidates);
}

function question({ question: asked, candidates }: QuestionResult, words: ChatWords, phrases: OfflinePhrases): string {
  if (candidates.length === 0) return asked;
  const lines = candidates.map((one, index) => {
    const stock = words.units(one.stock_quantity, one.unit ?? null);
    return `${index + 1}. ${phrases.candidate(one.name, words.money(one.price), stock)}`;
  });
  return [asked, ...lines, phrases.chooseOne].join('\n');
}

function goodsList(
  { total, goods }: GoodsListResult,
  words: ChatWords,
  phrases: OfflinePhrases,
  call: AnsweredCall,
): string {
  const runOut = call.args['low_stock'] === true;
  if (goods.length === 0) return runOut ? phrases.noneRunsOut : phrases.noGoodsFound;
  const shown = goods.slice(0, LINES);
  const head = runOut
    ? phrases.runOut(words.whole(total))
    : phrases.goodsListed(words.whole(shown.length), words.whole(total));
  const lines = shown.map(({ name, stock_quantity, unit, price }) =>
    phrases.goodsLine(name, words.units(stock_quantity, unit ?? null), words.money(price)),
  );
  return [head, ...lines].join('\n');
}

function goodsDetail(goods: GoodsResult, words: ChatWords, phrases: OfflinePhrases): string {
  const { name, stock_quantity, unit, price, cost_price: cost = 0 } = goods;
  const detail = phrases.goodsDetail(name, words.units(stock_quantity, unit ?? null), words.money(price));
  return cost > 0 ? `${detail} ${phrases.goodsCost(words.money(cost))}` : detail;
}

function sales({ from, to, totals, rows }: SalesResult, words: ChatWords, phrases: OfflinePhrases): string {
  const period = phrases.period(from ? words.day(from) : null, to ? words.day(to) : null);
  if (totals.sales === 0) return phrases.noSales(period);
  const { revenue, profit } = totals;
  const [count, units] = [words.whole(totals.sales), words.units(totals.quantity, null)];
  const lines = rows
    .slice(0, EXAMPLES)
    .map(({ sale_date, goods, quantity, total_revenue }) =>
      phrases.saleLine(words.day(sale_date), goods, words.units(quantity, null), words.money(total_revenue)),
    );
  return [phrases.sales(period, count, units, words.money(revenue), words.money(profit)), ...lines].join('\n');
}

function forecast({ forecasts }: ForecastResult, words: ChatWords, phrases: OfflinePhrases): string {
  const told = forecasts.filter(({ is_forecasted }) => is_forecasted);
  if (told.length === 0) return phrases.noForecast;
  const parts = told.slice(0, LINES).map((one) => {
    const days = daysText(one.days, words.language);
    const units = words.units(one.expected_sales, null);
    const line = phrases.forecast(one.name, days, units, words.whole(one.stock_quantity));
    const order =
      one.restock_quantity > 0 ? phrases.order(words.units(one.restock_quantity, null)) : phrases.orderNothing;
    return `${line} ${told.length > 1 || one.reasons.length === 0 ? order : one.reasons.join(' ')}`;
  });
  if (told.some(({ stale }) => stale)) parts.push(phrases.stale);
  return parts.join('\n');
}

function restock(
  { total, total_cost, buy, stale, reasons }: RestockResult,
  words: ChatWords,
  phrases: OfflinePhrases,
): string {
  if (buy.length === 0) return [phrases.nothingToBuy, ...reasons].join('\n');
  const lines = buy
    .slice(0, LINES)
    .map(({ name, unit, buy_quantity, stock_quantity }) =>
      phrases.restockLine(name, words.units(buy_quantity, unit), words.whole(stock_quantity)),
    );
  const head = phrases.restock(words.whole(total), words.money(total_cost));
  return [head, ...lines, ...reasons, ...(stale ? [phrases.stale] : [])].join('\n');
}

function dashboard(result: DashboardResult, words: ChatWords, phrases: OfflinePhrases): string {
  const { year, month, top_selling_item: best, previous_month: before } = result;
  const monthText = new Intl.DateTimeFormat(words.language === 'id' ? 'id-ID' : 'en-US', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, 1));
  const parts = [phrases.dashboard(monthText, words.money(result.monthly_revenue), words.money(result.monthly_profit))];
  if (best.total_quantity_sold > 0) {
    parts.push(phrases.bestSeller(best.name, words.units(best.total_quantity_sold, null)));
  }
  parts.push(
    phrases.monthBefore(words.money(before.monthly_revenue)),
    phrases.stockValue(words.money(result.stock_value)),
  );
  return parts.join(' ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
