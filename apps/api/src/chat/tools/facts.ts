import type { GoodsForecastView } from '../../forecast/dto/forecast.view.js';
import type { GoodsView } from '../../goods/dto/goods.view.js';
import type { RestockView } from '../../restock/dto/restock.view.js';
import type { SaleLine, SaleView } from '../../sales/dto/sale.view.js';

/** Goods as the model is told of them: what a question can be about, without what only a client needs. */
export function goodsFacts(goods: GoodsView): object {
  const { user_id: _owner, created_at: _made, archived_at, ...rest } = goods;
  const told = Object.entries(rest).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(told), ...(archived_at === null ? {} : { archived: true }) };
}

/** A sale as the model is told of it. */
export function saleFacts({ id, goods, ...sale }: SaleView): object {
  return { id, goods: goods.name, ...saleLineFacts(sale) };
}

export function saleLineFacts(sale: Omit<SaleLine, 'id'>): object {
  const { quantity, sale_date, unit_price, total_revenue, total_profit } = sale;
  return { quantity, sale_date, unit_price, total_revenue, total_profit };
}

/** @param daily whether each day ahead is told */
export function forecastFacts(
  { id, name, stock_quantity, forecast, is_forecasted }: GoodsForecastView,
  daily: boolean,
): object {
  const { predictions, next_7_days, total_sales, restock_quantity, reorder_point, safety_stock } = forecast;
  const { stockout_date, as_of, stale, reasons } = forecast;
  return {
    ...{ id, name, stock_quantity, is_forecasted, days: predictions.length, expected_sales: total_sales },
    ...(next_7_days && { next_7_days }),
    ...{ restock_quantity, reorder_point, safety_stock, stockout_date, as_of, stale, reasons },
    ...(daily && { predictions }),
  };
}

export function restockFacts(one: RestockView): object {
  const { id, name, unit, stock_quantity, buy_quantity, unit_cost, reasons } = one;
  return { id, name, unit, stock_quantity, buy_quantity, unit_cost, reasons };
}
