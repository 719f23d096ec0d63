import type { CalendarDay } from '@tor/kernel/calendar-day';

/** A request that is measured. */
export interface Endpoint {
  /** As reports name it, and as the check names it. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Bodies to send in turn. */
  readonly bodies?: readonly object[];
  readonly status: number;
  /** The field of the bodies that says of which goods; the bare server carries out the same transaction. */
  readonly goodsField?: string;
}

/** What of the large shop the endpoints are asked of. */
export interface MeasuredShop {
  /** Some of its goods, with sales and stock enough. */
  readonly goodsIds: readonly string[];
  readonly saleId: string;
  /** A stock count, closed, and a conversation; both with a page of lines. */
  readonly countId: string;
  readonly conversationId: string;
  readonly today: CalendarDay;
}

/**
 * What owners read, and the sale that is booked. What is sent as a stream, such as an export, has no limit here to be held to, nor what
 * the queue alone knows, such as how far a job is.
 */
export function endpoints({ goodsIds, saleId, countId, conversationId, today }: MeasuredShop): Endpoint[] {
  const [goodsId = ''] = goodsIds;
  const reads: Record<string, string> = {
    'goods list': '/api/goods',
    'goods search': '/api/goods?q=kopi',
    'goods detail': `/api/goods/${goodsId}`,
    'goods movements': `/api/goods/${goodsId}/movements`,
    'sales list': '/api/sales',
    'sales search': '/api/sales?q=kopi%20020',
    'sales of goods': `/api/sales?goods_id=${goodsId}`,
    'sale detail': `/api/sales/${saleId}`,
    dashboard: '/api/dashboard/',
    settings: '/api/settings',
    'forecast of goods': `/api/forecast/?goods_id=${goodsId}`,
    restock: '/api/restock',
    'forecast accuracy': '/api/forecast/accuracy',
    'stock counts': '/api/stock_counts',
    'stock count detail': `/api/stock_counts/${countId}`,
    conversations: '/api/chat/conversations',
    'conversation detail': `/api/chat/conversations/${conversationId}`,
  };
  return [
    ...Object.entries(reads).map(([name, path]): Endpoint => ({ name, method: 'GET', path, status: 200 })),
    {
      name: SALE,
      method: 'POST',
      path: '/api/sales',
      bodies: goodsIds.map((id) => ({ goods_id: id, quantity: 1, sale_date: today })),
      status: 200,
      goodsField: 'goods_id',
    },
  ];
}

export const SALE = 'book a sale';
