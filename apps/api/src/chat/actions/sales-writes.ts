import { editSale, sell, voidSale } from '@tor/inventory/stock';
import { validated } from '../../http/validation.js';
import type { GoodsService } from '../../goods/goods.service.js';
import { SaleCreate, SaleUpdate } from '../../sales/dto/sale-input.js';
import { toSaleView, type SaleView } from '../../sales/dto/sale.view.js';
import type { SalesService } from '../../sales/sales.service.js';
import { goodsNow, requireActive } from './goods-now.js';
import { holdGoods, holdSale } from './hold-rows.js';
import { given, recordOf, saleIdOf } from './write-arguments.js';
import type { Write, WriteContext } from './write.js';

/** A sale, of today where no day is said. */
export function addSale(sales: SalesService, goods: GoodsService): Write {
  return {
    tool: 'add_sales',
    hold: holdGoods,
    plan: async ({ tenantId, today, words }, args) => {
      const input = await validated(SaleCreate, { sale_date: today, ...given(recordOf(args)) });
      const {
        id,
        name,
        unit,
        price,
        stock_quantity: stock,
      } = requireActive(await goodsNow(goods, tenantId, input.goods_id));
      const left = stock + sell(stock, input.quantity).quantityChange;
      const total = words.money(Number((price * input.quantity).toFixed(2)));
      return {
        arguments: { goods_id: id, quantity: input.quantity, sale_date: input.sale_date },
        summary: words.say.addSale(words.units(input.quantity, unit), name, words.day(input.sale_date), total),
        changes: [words.change('stock_quantity', stock, left)],
        basis: { name, price },
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const sale = toSaleView(await sales.create(tenantId, await validated(SaleCreate, recordOf(args))));
      return { data: sale, inverse: { tool: 'delete_sales', arguments: { sale_id: sale.id } } };
    },
  };
}

/** Another quantity or day of a sale. */
export function updateSale(sales: SalesService, goods: GoodsService): Write {
  return {
    tool: 'update_sales',
    hold: holdSale,
    plan: async ({ tenantId, words }, args) => {
      const before = await saleNow(sales, tenantId, args);
      const input = given(await validated(SaleUpdate, recordOf(args)));
      const { stock_quantity: stock } = await goodsNow(goods, tenantId, before.goods_id);
      const quantity = input.quantity ?? before.quantity;
      const movement = editSale(stock, before.quantity, quantity);
      const changes = [
        ...(quantity === before.quantity ? [] : [words.change('quantity', before.quantity, quantity)]),
        ...(input.sale_date === undefined || input.sale_date === before.sale_date
          ? []
          : [words.change('sale_date', before.sale_date, input.sale_date)]),
      ];
      const stockChange = movement ? [words.change('stock_quantity', stock, stock + movement.quantityChange)] : [];
      return {
        arguments: { sale_id: before.id, ...input },
        summary: words.say.updateSale(before.goods.name, words.day(before.sale_date), words.changes(changes)),
        changes: [...changes, ...stockChange],
        basis: basisOf(before),
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const { id, quantity, sale_date } = await saleNow(sales, tenantId, args);
      const input = await validated(SaleUpdate, recordOf(args));
      return {
        data: toSaleView(await sales.update(tenantId, id, input)),
        inverse: { tool: 'update_sales', arguments: { sale_id: id, quantity, sale_date } },
      };
    },
  };
}

/** A sale out of the books. */
export function deleteSale(sales: SalesService, goods: GoodsService): Write {
  return {
    tool: 'delete_sales',
    hold: holdSale,
    plan: async ({ tenantId, words }, args) => {
      const sale = await saleNow(sales, tenantId, args);
      const { unit, stock_quantity: stock } = await goodsNow(goods, tenantId, sale.goods_id);
      const back = stock + voidSale(stock, sale.quantity).quantityChange;
      const day = words.day(sale.sale_date);
      return {
        arguments: { sale_id: sale.id },
        summary: words.say.deleteSale(words.units(sale.quantity, unit), sale.goods.name, day),
        changes: [words.change('stock_quantity', stock, back)],
        basis: basisOf(sale),
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const sale = toSaleView(await sales.remove(tenantId, await saleIdOf(args)));
      const { goods_id, quantity, sale_date } = sale;
      return { data: sale, inverse: { tool: 'add_sales', arguments: { goods_id, quantity, sale_date } } };
    },
  };
}

async function saleNow(sales: SalesService, tenantId: WriteContext['tenantId'], args: unknown): Promise<SaleView> {
  return toSaleView(await sales.find(tenantId, await saleIdOf(args)));
}

function basisOf({ goods, quantity, sale_date }: SaleView): object {
  return { name: goods.name, quantity, sale_date };
}
