import { calendarDayAt } from '@tor/kernel/calendar-day';
import type { TenantScope } from '@tor/persistence/tenant-scope';

/** So long after a failure the same is not tried again because somebody looks at a forecast. */
export const COOL_DOWN_MS = 15 * 60_000;

/**
 * Whether the shop's last run failed, a while ago at the most, and a new one would be made on the same day from the same sales,
 * empty shelves and settings: it would only fail again. At most three queries.
 */
export async function failedLately(shop: TenantScope, now: Date): Promise<boolean> {
  const last = await shop.forecasts.latestBegun();
  if (last?.status !== 'failed' || last.finishedAt === null) return false;
  if (now.getTime() - last.finishedAt.getTime() >= COOL_DOWN_MS) return false;
  const { timezone } = await shop.shop.settings();
  const today = calendarDayAt(now, timezone);
  if (last.asOf !== today) return false;
  return last.inputHash === (await shop.forecasts.inputHash(today));
}
