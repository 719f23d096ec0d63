import { z } from 'zod';
import { moneyToNumber } from '@tor/kernel/money';
import type { GoodsService } from '../../goods/goods.service.js';
import { SalesQuery, toSalesFilter } from '../../sales/dto/sales-query.js';
import { toSaleView } from '../../sales/dto/sale.view.js';
import type { SalesService } from '../../sales/sales.service.js';
import { validated } from '../../http/validation.js';
import { saleFacts } from './facts.js';
import { PAGE, PAGE_ROWS, pageOf } from './pages.js';
import { shopTool, type ShopTool } from './shop-tool.js';
import { withGoods } from './which-goods.js';

const DAY = z.string().describe('YYYY-MM-DD');

/** What the shop has sold. */
export function salesTools(sales: SalesService, goods: GoodsService): ShopTool[] {
  return [
    shopTool({
      name: 'get_all_sales',
      description:
        'Sales of a period, the latest first, 20 a page, with the totals of the whole period: units, revenue, profit. Left out: all sales.',
      schema: z.object({
        goods: z.string().min(1).max(200).optional().describe('of one goods: its name, SKU or id'),
        search: z.string().max(200).optional().describe('text in the names of the goods'),
        from: DAY.optional(),
        to: DAY.optional(),
        page: PAGE,
      }),
      run: async (turn, { goods: asked, search, from, to, page }) => {
        const list = async (goodsId?: string): Promise<object> => {
          const query = await validated(SalesQuery, { goods_id: goodsId, from, to });
          const filter = { ...toSalesFilter(query), ...(search ? { search } : {}) };
          const { rows, total } = await sales.list(turn.tenantId, { ...filter, ...pageOf(page) });
          const sums = await sales.sums(turn.tenantId, filter);
          return {
            ...(from && { from }),
            ...(to && { to }),
            totals: {
              sales: total,
              quantity: sums.quantity,
              revenue: moneyToNumber(sums.revenue),
              profit: moneyToNumber(sums.profit),
            },
            ...{ page: page ?? 1, rows_a_page: PAGE_ROWS, rows: rows.map((row) => saleFacts(toSaleView(row))) },
          };
        };
        return asked === undefined ? list() : withGoods(goods, turn, asked, list);
      },
    }),
    shopTool({
      name: 'get_sales_detail',
      description: 'One sale by its id.',
      schema: z.object({ sale_id: z.uuid() }),
      run: async ({ tenantId }, { sale_id }) => saleFacts(toSaleView(await sales.find(tenantId, sale_id))),
    }),
  ];
}
