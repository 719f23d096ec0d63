import { type CalendarTable, calendarTable } from './calendar-table.js';
import type { DemandSeries } from '../demand-series.js';
import { type ShopPace, shopPace } from './shop-pace.js';

/** A shop that has seen no month twice cannot tell its season from its growth: months are kept from the model till then. */
const DAYS_TO_KNOW_MONTHS = 395;

/** What features read besides the goods' own series. */
export interface ShopContext {
  /** Its months are 0 while the shop is too young to know them. */
  calendar: CalendarTable;
  pace: ShopPace;
}

/** The context of a shop whose forecasts reach `horizons` days ahead. */
export function shopContext(shop: readonly DemandSeries[], horizons: number): ShopContext {
  const longest = shop.reduce((most, series) => Math.max(most, series.length), 0);
  const pace = shopPace(shop);
  const calendar = calendarTable(pace.firstDayNumber, longest + horizons);
  if (longest < DAYS_TO_KNOW_MONTHS) calendar.months.fill(0);
  return { calendar, pace };
}
