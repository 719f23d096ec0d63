import { CronExpressionParser } from 'cron-parser';

/**
 * When the nightly refresh was to begin the last time before `now`.
 * @param cron a valid pattern of five or six fields
 * @returns null when it never was
 */
export function latestNight(cron: string, timezone: string, now: Date): Date | null {
  try {
    return CronExpressionParser.parse(cron, { tz: timezone, currentDate: now }).prev().toDate();
  } catch {
    return null;
  }
}
