import { IsInt, IsObject } from 'class-validator';
import { adjustBy, receive } from '@tor/inventory/stock';
import { DomainError } from '@tor/kernel/domain-error';
import { validated } from '../../http/validation.js';
import { GoodsUpdate } from '../../goods/dto/goods-input.js';
import type { GoodsView } from '../../goods/dto/goods.view.js';
import type { GoodsService } from '../../goods/goods.service.js';
import { ReceiptCreate } from '../../stock/dto/stock-input.js';
import { toBookedGoodsView } from '../../stock/dto/movement.view.js';
import type { StockService } from '../../stock/stock.service.js';
import { goodsNow, requireActive } from './goods-now.js';
import { GOODS_FIELDS } from './goods-writes.js';
import { holdGoods } from './hold-rows.js';
import { given, goodsIdOf, recordOf } from './write-arguments.js';
import type { Write, WriteContext } from './write.js';

/** Goods that arrived. */
export function receiveStock(stock: StockService, goods: GoodsService): Write {
  return {
    tool: 'receive_stock',
    hold: holdGoods,
    plan: async ({ tenantId, words }, args) => {
      const before = requireActive(await goodsNow(goods, tenantId, await goodsIdOf(args)));
      const input = given(await validated(ReceiptCreate, recordOf(args))) as ReceiptCreate;
      const { quantityChange } = receive(before.stock_quantity, input.quantity);
      const cost = input.unit_cost == null ? null : words.money(input.unit_cost);
      return {
        arguments: { goods_id: before.id, ...input },
        summary: words.say.receiveStock(words.units(input.quantity, before.unit), before.name, cost),
        changes: [words.change('stock_quantity', before.stock_quantity, before.stock_quantity + quantityChange)],
        basis: { name: before.name },
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const id = await goodsIdOf(args);
      const { cost_price: costBefore } = await goodsNow(goods, tenantId, id);
      const input = await validated(ReceiptCreate, recordOf(args));
      const booked = toBookedGoodsView(await stock.receive(tenantId, id, input));
      const costMoved = booked.cost_price !== costBefore;
      return {
        data: booked,
        inverse: {
          tool: 'put_back',
          arguments: {
            goods_id: id,
            from: costMoved ? { cost_price: booked.cost_price } : {},
            to: costMoved ? { cost_price: costBefore } : {},
            stock_change: -input.quantity,
          },
        },
      };
    },
  };
}

class PutBack {
  @IsObject()
  from!: object;

  @IsObject()
  to!: object;

  /** Units to book, so that what was sold in between stays sold. */
  @IsInt()
  stock_change!: number;
}

/**
 * Goods as they were before a change or a receipt; only ever proposed to take one back. What somebody has changed since is
 * not overwritten.
 */
export function putBack(stock: StockService, goods: GoodsService): Write {
  return {
    tool: 'put_back',
    hold: holdGoods,
    plan: async ({ tenantId, words }, args) => {
      const { now, to, stockChange } = await readPutBack(goods, tenantId, args);
      const fields = GOODS_FIELDS.filter((field) => to[field] !== undefined);
      const stockAfter = stockChange === 0 ? now.stock_quantity : moved(now.stock_quantity, stockChange);
      const changes = [
        ...fields.map((field) => words.change(field, now[field], to[field])),
        ...(stockChange === 0 ? [] : [words.change('stock_quantity', now.stock_quantity, stockAfter)]),
      ];
      return {
        arguments: recordOf(args),
        summary: words.say.putBack(now.name, words.changes(changes)),
        changes,
        basis: { name: now.name },
      };
    },
    carryOut: async ({ tenantId, words }, args) => {
      const { now, to, stockChange } = await readPutBack(goods, tenantId, args);
      await goods.update(tenantId, now.id, to);
      if (stockChange !== 0) {
        const reason = words.say.putBack(now.name, words.units(stockChange, now.unit)).slice(0, 200);
        await stock.adjust(tenantId, now.id, { quantity_change: stockChange, reason });
      }
      return { data: await goodsNow(goods, tenantId, now.id), inverse: null };
    },
  };
}

interface GoodsToPutBack {
  readonly now: GoodsView;
  readonly to: GoodsUpdate;
  readonly stockChange: number;
}

/** @throws DomainError `action_outdated` when a value is no longer the one that the action wrote */
async function readPutBack(
  goods: GoodsService,
  tenantId: WriteContext['tenantId'],
  args: unknown,
): Promise<GoodsToPutBack> {
  const now = requireActive(await goodsNow(goods, tenantId, await goodsIdOf(args)));
  const { from, to, stock_change: stockChange } = await validated(PutBack, recordOf(args));
  const written = recordOf(from);
  if (GOODS_FIELDS.some((field) => field in written && written[field] !== now[field])) {
    throw new DomainError('action_outdated', 'What this action changed has been changed again since');
  }
  return { now, to: given(await validated(GoodsUpdate, to)), stockChange };
}

function moved(onHand: number, change: number): number {
  return onHand + adjustBy(onHand, change).quantityChange;
}
