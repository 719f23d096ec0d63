import { z } from 'zod';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantDatabase } from '@tor/persistence/tenant-database';
import { toProposal } from '../actions/proposal.js';
import type { Writes } from '../actions/writes.js';
import type { WritePlan } from '../actions/write.js';
import type { GoodsService } from '../../goods/goods.service.js';
import { shopTool, type ShopTool } from './shop-tool.js';
import type { Turn } from './turn.js';
import { withGoods } from './which-goods.js';

const GOODS = z.string().min(1).max(200).describe('name, SKU or id');
const SALE_ID = z.uuid().describe('from get_all_sales');
const SALE_DATE = z.string().optional().describe('YYYY-MM-DD; today when left out');
const QUANTITY = z.number().int().describe('whole units');

const DETAILS = {
  category: z.string().nullable().optional(),
  cost_price: z.number().optional().describe('what one unit costs the shop'),
  stock_quantity: z.number().int().optional().describe('whole units on hand'),
  sku: z.string().nullable().optional(),
  unit: z.string().nullable().optional().describe('what it is counted in, such as pcs or kg'),
  lead_time_days: z.number().int().nullable().optional(),
  low_stock_threshold: z.number().int().nullable().optional(),
};

/** What the write tools ask. */
export interface WriteParts {
  readonly database: TenantDatabase;
  readonly goods: GoodsService;
  readonly writes: Writes;
}

/** What can be changed. Each tool proposes; nothing changes until the owner confirms it. */
export function writeTools({ database, goods, writes }: WriteParts): ShopTool[] {
  const propose = (turn: Turn, tool: string, args: object): Promise<object> => proposed(writes, turn, tool, args);
  const ofGoods = (turn: Turn, tool: string, { goods: asked, ...args }: { goods: string }): Promise<object> =>
    withGoods(goods, turn, asked, (id) => propose(turn, tool, { ...args, goods_id: id }));
  return ifAsked([
    shopTool({
      name: 'add_goods',
      description: 'Proposes new goods.',
      schema: z.object({ name: z.string(), price: z.number(), ...DETAILS }),
      run: (turn, args) => propose(turn, 'add_goods', args),
    }),
    shopTool({
      name: 'update_goods',
      description: 'Proposes to change goods; what is left out stays. For goods that arrived use receive_stock.',
      schema: z.object({ goods: GOODS, name: z.string().optional(), price: z.number().optional(), ...DETAILS }),
      run: (turn, args) => ofGoods(turn, 'update_goods', args),
    }),
    shopTool({
      name: 'delete_goods',
      description: 'Proposes to archive goods; their sales stay.',
      schema: z.object({ goods: GOODS }),
      run: (turn, args) => ofGoods(turn, 'delete_goods', args),
    }),
    shopTool({
      name: 'add_sales',
      description: 'Proposes to book a sale at the present price.',
      schema: z.object({ goods: GOODS, quantity: QUANTITY, sale_date: SALE_DATE }),
      run: (turn, args) => ofGoods(turn, 'add_sales', args),
    }),
    shopTool({
      name: 'update_sales',
      description: 'Proposes another quantity or day of a sale.',
      schema: z.object({ sale_id: SALE_ID, quantity: QUANTITY.optional(), sale_date: z.string().optional() }),
      run: (turn, args) => propose(turn, 'update_sales', args),
    }),
    shopTool({
      name: 'delete_sales',
      description: 'Proposes to delete a sale; its stock returns.',
      schema: z.object({ sale_id: SALE_ID }),
      run: (turn, args) => propose(turn, 'delete_sales', args),
    }),
    shopTool({
      name: 'receive_stock',
      description: 'Proposes to book goods that arrived; a unit_cost moves the average cost.',
      schema: z.object({
        goods: GOODS,
        quantity: QUANTITY,
        unit_cost: z.number().optional().describe('what one unit cost'),
        note: z.string().optional(),
      }),
      run: (turn, args) => ofGoods(turn, 'receive_stock', args),
    }),
    shopTool({
      name: 'undo_last_action',
      description: 'Proposes to take back the last action that was confirmed in this conversation.',
      schema: z.object({}),
      run: (turn) => proposedUndo(database, writes, turn),
    }),
  ]);
}

/**
 * The same tools, for owners who asked for a change. A text that lies in the shop's data and reads like an order moves a model
 * at most to call one of them; where the owner only asked a question and the model has read data since, that ends here.
 */
function ifAsked(tools: readonly ShopTool[]): ShopTool[] {
  return tools.map((tool) => ({
    ...tool,
    run: async (turn, args) =>
      turn.mayChange || !turn.hasSeenData
        ? tool.run(turn, args)
        : { error: { code: 'not_asked', message: turn.words.say.notAsked } },
  }));
}

async function proposed(writes: Writes, turn: Turn, tool: string, args: object): Promise<object> {
  if (turn.proposal) return { error: { code: 'one_at_a_time', message: turn.words.say.oneAtATime } };
  return proposal(turn, tool, await writes.of(tool).plan(turn, args), null);
}

async function proposedUndo(database: TenantDatabase, writes: Writes, turn: Turn): Promise<object> {
  const { tenantId, conversationId, words } = turn;
  if (turn.proposal) return { error: { code: 'one_at_a_time', message: words.say.oneAtATime } };
  const last = await database.run(tenantId, (shop) => shop.chatActions.latestDone(conversationId));
  if (!last?.inverse) throw new DomainError('nothing_to_undo', 'There is no action in this conversation to take back');
  const plan = await writes.of(last.inverse.tool).plan(turn, last.inverse.arguments);
  return proposal(turn, last.inverse.tool, { ...plan, summary: words.say.undo(plan.summary) }, last.id);
}

function proposal(turn: Turn, tool: string, plan: WritePlan, undoes: string | null): object {
  const { words } = turn;
  if (plan.changes.length === 0) return { error: { code: 'no_change', message: words.say.nothingToChange } };
  // Tools of one step run side by side: between the first look and this one another may have proposed.
  if (turn.proposal) return { error: { code: 'one_at_a_time', message: words.say.oneAtATime } };
  turn.proposal = toProposal(turn, tool, plan, undoes);
  const { summary, changes, expiresAt } = turn.proposal;
  return {
    proposed: { summary, changes, expires_at: expiresAt.toISOString() },
    note: 'Nothing has changed yet. The owner is asked to confirm.',
  };
}
