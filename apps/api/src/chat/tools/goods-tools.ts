import { z } from 'zod';
import { GOODS_SORTS } from '@tor/persistence/repositories/goods-list';
import { toGoodsView } from '../../goods/dto/goods.view.js';
import type { GoodsService } from '../../goods/goods.service.js';
import { toSaleLine } from '../../sales/dto/sale.view.js';
import { goodsFacts, saleLineFacts } from './facts.js';
import { pageOf, PAGE, PAGE_ROWS } from './pages.js';
import { shopTool, type ShopTool } from './shop-tool.js';
import { withGoods } from './which-goods.js';

/** Sales that are told with one goods. */
const LATEST_SALES = 5;

/** What the shop sells, as it is now. */
export function goodsTools(goods: GoodsService): ShopTool[] {
  return [
    shopTool({
      name: 'get_all_goods',
      description:
        'Lists goods with stock and price, 20 a page, and says how many there are in all. low_stock=true: those that run out.',
      schema: z.object({
        search: z.string().max(200).optional().describe('text in the name or category'),
        category: z.string().max(100).optional().describe('the whole category'),
        low_stock: z.boolean().optional(),
        archived: z.boolean().optional().describe('true: archived goods alone'),
        sort: z.enum(GOODS_SORTS).optional(),
        page: PAGE,
      }),
      run: async ({ tenantId }, { page, low_stock: lowStock, ...filter }) => {
        const request = { ...filter, ...pageOf(page), ...(lowStock === undefined ? {} : { lowStock }) };
        const sorted = lowStock && !filter.sort ? { ...request, sort: 'stock_quantity' as const } : request;
        const { rows, total } = await goods.list(tenantId, given(sorted));
        return {
          total,
          page: page ?? 1,
          rows_a_page: PAGE_ROWS,
          goods: rows.map((row) => goodsFacts(toGoodsView(row))),
        };
      },
    }),
    shopTool({
      name: 'get_goods_detail',
      description: 'One goods with stock, price, cost and its latest sales.',
      schema: z.object({ goods: z.string().min(1).max(200).describe('name, SKU or id') }),
      run: (turn, { goods: asked }) =>
        withGoods(goods, turn, asked, async (id) => {
          const detail = await goods.detail(turn.tenantId, id);
          const sales = detail.sales.slice(0, LATEST_SALES).map((sale) => saleLineFacts(toSaleLine(sale)));
          return { ...goodsFacts(toGoodsView(detail.goods)), latest_sales: sales };
        }),
    }),
  ];
}

type Defined<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

/** What was said; an argument that was left out is not there at all. */
function given<T extends object>(request: T): Defined<T> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as Defined<T>;
}
