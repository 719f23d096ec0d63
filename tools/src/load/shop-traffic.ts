import type { Random } from '../fuzz/random.js';
import type { LoadAnswer, LoadRequest } from './kept-connections.js';

/** An owner who is signed in, with goods to ask about. */
export interface TradingShop {
  readonly email: string;
  /** Of its latest sign-in: a load may last longer than a token. */
  accessToken: string;
  readonly goodsIds: readonly string[];
  /** Sales that were booked in this load and nobody works on now. */
  readonly saleIds: string[];
  /** Its day, `YYYY-MM-DD`. */
  readonly today: string;
}

/** One request of a load, and what may be answered. */
export interface TrafficRequest {
  readonly kind: string;
  readonly request: LoadRequest;
  readonly expected: readonly number[];
  /** Told an expected answer. */
  readonly learn?: (answer: LoadAnswer) => void;
}

type Make = (shop: TradingShop, random: Random) => TrafficRequest;

/** So many sales of a shop are remembered to be changed later. */
const MOST_REMEMBERED = 50;

const get =
  (kind: string, path: (shop: TradingShop, random: Random) => string): Make =>
  (shop, random) => ({
    kind,
    request: { method: 'GET', path: path(shop, random), headers: signed(shop) },
    expected: [200],
  });

const goodsOf = ({ goodsIds }: TradingShop, random: Random): string => random.pick(goodsIds);

/** How often each kind comes, of all that come. */
export type Mix = readonly (readonly [number, Make])[];

const READS: Mix = [
  [12, get('goods', (_, random) => `/api/goods?page_index=${random.int(1, 2)}`)],
  [8, get('one goods', (shop, random) => `/api/goods/${goodsOf(shop, random)}`)],
  [4, get('movements', (shop, random) => `/api/goods/${goodsOf(shop, random)}/movements`)],
  [10, get('sales', (_, random) => `/api/sales?page_index=${random.int(1, 5)}`)],
  [8, get('dashboard', () => '/api/dashboard')],
  [2, get('settings', () => '/api/settings')],
  [2, get('stock counts', () => '/api/stock_counts')],
  [1, get('conversations', () => '/api/chat/conversations')],
  [1, get('accuracy', () => '/api/forecast/accuracy')],
];

const FORECASTS: Mix = [
  [2, get('forecast', () => '/api/forecast?day=7')],
  [1, get('restock', () => '/api/restock')],
];

const EXPORTS: Mix = [
  [0.3, get('goods export', () => '/api/goods/export')],
  [0.2, get('sales export', () => '/api/sales/export')],
];

const WRITES: Mix = [
  [15, sell],
  [4, receive],
  [3, changeSale],
  [1, deleteSale],
  [2, renameGoods],
  [1, sellMany],
  [0.5, askForForecast],
];

const REST: Mix = [
  [3, chat],
  [0.5, signIn],
];

/** What shops read. */
export const READING: Mix = READS;
/** What shops do, all of it. */
export const TRADING: Mix = [...READS, ...FORECASTS, ...EXPORTS, ...WRITES, ...REST];
/** What shops do, without what waits for a forecast. */
export const TRADING_AT_ONCE: Mix = [...READS, ...EXPORTS, ...WRITES, ...REST];

/** The next request of a mix, of any of the shops. */
export function nextRequest(mix: Mix, shops: readonly TradingShop[], random: Random): TrafficRequest {
  const shop = random.pick(shops);
  const total = mix.reduce((sum, [weight]) => sum + weight, 0);
  let drawn = random.next() * total;
  for (const [weight, make] of mix) {
    drawn -= weight;
    if (drawn < 0) return make(shop, random);
  }
  throw new Error('A mix has no requests');
}

function sell(shop: TradingShop, random: Random): TrafficRequest {
  const sale = { goods_id: goodsOf(shop, random), quantity: random.int(1, 3), sale_date: shop.today };
  return {
    kind: 'sale',
    request: json('POST', '/api/sales', sale, shop),
    // Sold out is an answer like any other.
    expected: [200, 400],
    learn: ({ status, text }) => {
      if (status === 200 && shop.saleIds.length < MOST_REMEMBERED) shop.saleIds.push(idIn(text));
    },
  };
}

function receive(shop: TradingShop, random: Random): TrafficRequest {
  const path = `/api/goods/${goodsOf(shop, random)}/receipts`;
  return { kind: 'receipt', request: json('POST', path, { quantity: random.int(5, 30) }, shop), expected: [200] };
}

function changeSale(shop: TradingShop, random: Random): TrafficRequest {
  const id = shop.saleIds.shift();
  if (id === undefined) return sell(shop, random);
  const request = json('PUT', `/api/sales/${id}`, { quantity: random.int(1, 3) }, shop);
  return { kind: 'sale edit', request, expected: [200, 400], learn: () => void shop.saleIds.push(id) };
}

function deleteSale(shop: TradingShop, random: Random): TrafficRequest {
  const id = shop.saleIds.shift();
  if (id === undefined) return sell(shop, random);
  const request = { method: 'DELETE', path: `/api/sales/${id}`, headers: signed(shop) };
  return { kind: 'sale delete', request, expected: [200] };
}

function renameGoods(shop: TradingShop, random: Random): TrafficRequest {
  const request = json('PUT', `/api/goods/${goodsOf(shop, random)}`, { price: random.int(1000, 90_000) }, shop);
  return { kind: 'goods edit', request, expected: [200] };
}

function sellMany(shop: TradingShop, random: Random): TrafficRequest {
  const sales = random.list(5, () => ({
    goods_id: goodsOf(shop, random),
    quantity: 1,
    sale_date: shop.today,
    idempotency_key: random.uuid(),
  }));
  return { kind: 'sales batch', request: json('POST', '/api/sales/batch', { sales }, shop), expected: [200] };
}

function askForForecast(shop: TradingShop): TrafficRequest {
  const request = { method: 'POST', path: '/api/forecast/jobs', headers: signed(shop) };
  return { kind: 'forecast job', request, expected: [202] };
}

function chat(shop: TradingShop, random: Random): TrafficRequest {
  const said = random.pick(['stok apa yang menipis?', 'penjualan hari ini', 'how much did I sell this week?', 'halo']);
  return { kind: 'chat', request: json('POST', '/api/chat', { chat_message: said }, shop), expected: [200] };
}

function signIn(shop: TradingShop): TrafficRequest {
  const request = json('POST', '/sign_in', { email: shop.email, password: TRADERS_PASSWORD });
  return { kind: 'sign-in', request, expected: [200], learn: ({ text }) => (shop.accessToken = tokenIn(text)) };
}

/** Of every owner that a trial signs up. */
const TRADERS_PASSWORD = 'not a secret';

function json(method: string, path: string, body: object, shop?: TradingShop): LoadRequest {
  const headers = { 'Content-Type': 'application/json', ...(shop && signed(shop)) };
  return { method, path, headers, body: JSON.stringify(body) };
}

function signed({ accessToken }: TradingShop): Record<string, string> {
  return { Authorization: `Bearer ${accessToken}` };
}

function idIn(text: string): string {
  const { data } = JSON.parse(text) as { data: { id: string } };
  return data.id;
}

function tokenIn(text: string): string {
  const { data } = JSON.parse(text) as { data: { access_token: string } };
  return data.access_token;
}
