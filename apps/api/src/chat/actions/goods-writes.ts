import { validated } from '../../http/validation.js';
import { GoodsCreate, GoodsUpdate } from '../../goods/dto/goods-input.js';
import { toGoodsView, type GoodsView } from '../../goods/dto/goods.view.js';
import type { GoodsService } from '../../goods/goods.service.js';
import { goodsNow, requireActive } from './goods-now.js';
import type { ChangedField } from '../words/chat-phrases.js';
import { given, goodsIdOf, recordOf } from './write-arguments.js';
import { holdGoods, holdNothing } from './hold-rows.js';
import type { Write, WriteContext } from './write.js';

/** The fields of goods that can be changed, in the order in which they are told. */
export const GOODS_FIELDS = [
  'name',
  'category',
  'price',
  'cost_price',
  'stock_quantity',
  'sku',
  'unit',
  'lead_time_days',
  'low_stock_threshold',
] as const satisfies readonly (ChangedField & keyof GoodsUpdate)[];

/** New goods. */
export function addGoods(service: GoodsService): Write {
  return {
    tool: 'add_goods',
    hold: holdNothing,
    plan: async ({ words }, args) => {
      const input = given(await validated(GoodsCreate, recordOf(args))) as GoodsCreate;
      const { name, price, stock_quantity: stock = 0, unit = null } = input;
      return {
        arguments: { ...input },
        summary: words.say.addGoods(name, words.money(price), words.units(stock, unit)),
        changes: GOODS_FIELDS.flatMap((field) =>
          input[field] == null ? [] : [words.change(field, null, input[field])],
        ),
        basis: null,
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const input = await validated(GoodsCreate, recordOf(args));
      const goods = toGoodsView(await service.create(tenantId, input));
      return { data: goods, inverse: { tool: 'delete_goods', arguments: { goods_id: goods.id } } };
    },
  };
}

/** Changed goods: what is not named stays. */
export function updateGoods(service: GoodsService): Write {
  return {
    tool: 'update_goods',
    hold: holdGoods,
    plan: async ({ tenantId, words }, args) => {
      const { id, before, input, fields } = await readUpdate(service, tenantId, args);
      const changes = fields.map((field) => words.change(field, before[field], input[field]));
      return {
        arguments: { goods_id: id, ...input },
        summary: words.say.updateGoods(before.name, words.changes(changes)),
        changes,
        basis: { of: before.name, values: valuesOf(before, fields) },
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const { id, before, input, fields } = await readUpdate(service, tenantId, args);
      const after = toGoodsView(await service.update(tenantId, id, input));
      const details = fields.filter((field) => field !== 'stock_quantity');
      return {
        data: after,
        inverse: {
          tool: 'put_back',
          arguments: {
            goods_id: id,
            from: valuesOf(after, details),
            to: valuesOf(before, details),
            stock_change: before.stock_quantity - after.stock_quantity,
          },
        },
      };
    },
  };
}

/** Goods into the archive. */
export function deleteGoods(service: GoodsService): Write {
  return {
    tool: 'delete_goods',
    hold: holdGoods,
    plan: async ({ tenantId, words }, args) => {
      const goods = requireActive(await goodsNow(service, tenantId, await goodsIdOf(args)));
      return {
        arguments: { goods_id: goods.id },
        summary: words.say.deleteGoods(goods.name),
        changes: [words.change('archived', false, true)],
        basis: { name: goods.name, archived: false },
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const goods = toGoodsView(await service.archive(tenantId, await goodsIdOf(args)));
      return { data: goods, inverse: { tool: 'restore_goods', arguments: { goods_id: goods.id } } };
    },
  };
}

/** Goods out of the archive; only ever proposed to take {@link deleteGoods} back. */
export function restoreGoods(service: GoodsService): Write {
  return {
    tool: 'restore_goods',
    hold: holdGoods,
    plan: async ({ tenantId, words }, args) => {
      const goods = await goodsNow(service, tenantId, await goodsIdOf(args));
      const archived = goods.archived_at !== null;
      return {
        arguments: { goods_id: goods.id },
        summary: words.say.restoreGoods(goods.name),
        changes: [words.change('archived', archived, false)],
        basis: { name: goods.name, archived },
      };
    },
    carryOut: async ({ tenantId }, args) => {
      const goods = toGoodsView(await service.restore(tenantId, await goodsIdOf(args)));
      return { data: goods, inverse: { tool: 'delete_goods', arguments: { goods_id: goods.id } } };
    },
  };
}

interface GoodsChange {
  readonly id: string;
  readonly before: GoodsView;
  readonly input: Partial<GoodsUpdate>;
  /** The fields that become others than they are. */
  readonly fields: readonly (typeof GOODS_FIELDS)[number][];
}

async function readUpdate(
  service: GoodsService,
  tenantId: WriteContext['tenantId'],
  args: unknown,
): Promise<GoodsChange> {
  const id = await goodsIdOf(args);
  const before = requireActive(await goodsNow(service, tenantId, id));
  const input = given(await validated(GoodsUpdate, recordOf(args)));
  const fields = GOODS_FIELDS.filter((field) => input[field] !== undefined && input[field] !== before[field]);
  return { id, before, input: valuesOf(input, fields), fields };
}

function valuesOf<T extends object, Name extends keyof T>(values: T, names: readonly Name[]): Pick<T, Name> {
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Pick<T, Name>;
}
