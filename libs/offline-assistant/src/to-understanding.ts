import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { Slots } from './form.js';
import { amountOf, quantityOf } from './numbers.js';
import type { Period } from './periods.js';
import type { Intent, NumberWords } from './phrases/phrases.js';
import type { Missing, Understanding } from './understood.js';

const MOST_DAYS_AHEAD = 30;

/** What was found in a request. */
export interface Findings {
  readonly intent: Intent;
  readonly slots: Slots;
  /** A period of the past or present. */
  readonly period: Period | null;
  /** How far ahead. */
  readonly days: number | null;
}

type Arguments = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The tool call that a request stands for. @returns null when it does not add up, so that another reading is tried */
export function toUnderstanding(findings: Findings, numbers: NumberWords, today: CalendarDay): Understanding | null {
  const { intent, slots, period, days } = findings;
  const { goods } = slots;
  const quantity = slots.quantity === undefined ? undefined : quantityOf(slots.quantity, numbers);
  const amount = slots.amount === undefined ? undefined : amountOf(slots.amount, numbers);
  const cost = slots.cost === undefined ? undefined : amountOf(slots.cost, numbers);
  if (quantity === null || amount === null || cost === null) return null;
  switch (intent) {
    case 'help':
    case 'greeting':
      return { kind: intent };
    case 'undo':
      return call('undo_last_action', {});
    case 'add_sales': {
      if (period && period.from !== period.to) return null;
      const args = { goods, quantity, sale_date: period?.from };
      return complete('add_sales', args, { goods, quantity });
    }
    case 'receive_stock':
      return complete('receive_stock', { goods, quantity, unit_cost: cost }, { goods, quantity });
    case 'add_goods': {
      const { name } = slots;
      const args = { name, price: amount, stock_quantity: quantity, cost_price: cost };
      return complete('add_goods', args, { name, price: amount });
    }
    case 'change_price':
      return complete('update_goods', { goods, price: amount }, { goods, price: amount });
    case 'delete_goods':
      return complete('delete_goods', { goods }, { goods });
    case 'restock':
      return call('get_restock_plan', { budget: amount });
    case 'forecast':
      return days !== null && days > MOST_DAYS_AHEAD ? null : call('get_forecast', { goods, days });
    case 'low_stock':
      return call('get_all_goods', { low_stock: true });
    case 'sales':
      return call('get_all_sales', { ...daysOf(period, today), goods });
    case 'dashboard':
      return call('get_dashboard', period ? monthOf(period) : {});
    case 'goods_detail':
      return call('get_goods_detail', { goods });
    case 'list_goods':
      return call('get_all_goods', { category: slots.category });
    case 'find_goods':
      return call('get_all_goods', { search: slots.text });
  }
}

function call(tool: string, args: Arguments): Understanding {
  return { kind: 'tool', tool, args: said(args) };
}

/** @param needed what the tool cannot do without, in the order in which it is asked for */
function complete(
  tool: string,
  args: Arguments,
  needed: Readonly<Partial<Record<Missing, string | number | undefined>>>,
): Understanding {
  const missing = (Object.keys(needed) as Missing[]).find((name) => needed[name] === undefined);
  return missing === undefined ? call(tool, args) : { kind: 'incomplete', tool, args: said(args), missing };
}

function said(args: Arguments): Record<string, string | number | boolean> {
  const entries = Object.entries(args).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as Record<string, string | number | boolean>;
}

function daysOf(period: Period | null, today: CalendarDay): Arguments {
  return period ? { from: period.from, to: period.to ?? today } : {};
}

function monthOf({ from }: Period): Arguments {
  return { year: Number(from.slice(0, 4)), month: Number(from.slice(5, 7)) };
}
