import { addDays } from '@tor/kernel/calendar-day';
import { firstOfPreviousMonth, lastOfMonth } from '@tor/kernel/calendar-month';
import type { GrownShop } from './growth-shop.js';

const PAGE = 20;

/** Marks a route that may grow more: deep in a search that half of all goods match, a month's sales of those goods are counted. */
export const NOT_HELD = ' *';

/** Marks a route whose search finds as many more goods as the shop has more of them: held with more sales, not with more goods. */
export const OF_MORE_GOODS = ' +';

/** The paths of one shop that are measured, by what they are. The forecast is not among them: it trains on the history. */
export function growthRoutes({ goodsId, goodsNumber, today }: GrownShop, totals: SalesTotals): Record<string, string> {
  const monthAgo = firstOfPreviousMonth(today);
  const past = firstOfPreviousMonth(addDays(today, -400));
  const page = (query: string, number: number): string =>
    `/api/sales?${query}limit=${PAGE}&page_index=${Math.max(1, Math.floor(number))}`;
  return {
    'dashboard, this month': '/api/dashboard/',
    'dashboard, a past month': `/api/dashboard/?year=${past.slice(0, 4)}&month=${Number(past.slice(5, 7))}`,
    'goods list': '/api/goods',
    'goods search': `/api/goods?q=kopi ${goodsNumber}`,
    [`goods search, a tenth of the goods${OF_MORE_GOODS}`]: '/api/goods?q=kopi',
    'goods by name': '/api/goods?sort=name',
    'goods low in stock': '/api/goods?low_stock=true',
    settings: '/api/settings',
    'goods detail': `/api/goods/${goodsId}`,
    'goods movements': `/api/goods/${goodsId}/movements`,
    'sales list, first page': page('', 1),
    'sales list, middle page': page('', totals.all / PAGE / 2),
    'sales list, last page': page('', Math.ceil(totals.all / PAGE)),
    'sales search, one goods': page(`q=kopi ${goodsNumber}&`, 1),
    [`sales search, a tenth of the goods${OF_MORE_GOODS}`]: page('q=kopi&', 1),
    [`sales search, a tenth of the goods, middle page${OF_MORE_GOODS}`]: page('q=kopi&', totals.kopi / PAGE / 2),
    [`sales search, half of the goods${OF_MORE_GOODS}`]: page('q=a&', 1),
    [`sales search, half of the goods, middle page${NOT_HELD}`]: page('q=a&', totals.a / PAGE / 2),
    'sales of goods': page(`goods_id=${goodsId}&`, 1),
    'sales of goods, last page': page(`goods_id=${goodsId}&`, Math.ceil(totals.goods / PAGE)),
    'sales of a month': page(`from=${monthAgo}&to=${lastOfMonth(monthAgo)}&`, 1),
    'sales of 100 days': page(`from=${addDays(today, -150)}&to=${addDays(today, -51)}&`, 1),
    'sales of 100 days, of goods': page(
      `goods_id=${goodsId}&from=${addDays(today, -150)}&to=${addDays(today, -51)}&`,
      1,
    ),
    [`sales of 100 days, a tenth of the goods${OF_MORE_GOODS}`]: page(
      `q=kopi&from=${addDays(today, -150)}&to=${addDays(today, -51)}&`,
      1,
    ),
  };
}

/** How many sales there are: of the shop, of goods with "kopi" or "a" in their name, of the one goods. */
export interface SalesTotals {
  readonly all: number;
  readonly kopi: number;
  readonly a: number;
  readonly goods: number;
}
