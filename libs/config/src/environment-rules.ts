import { CronExpressionParser } from 'cron-parser';
import { ValidateBy } from 'class-validator';

/** The value is a cron pattern that BullMQ's schedulers understand. */
export function IsCronPattern(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isCronPattern',
      validator: { validate: isCronPattern, defaultMessage: () => 'must be a cron pattern such as 0 2 * * *' },
    },
    {},
  );
}

/** The value is a comma-separated list of origins: scheme and host, without a path. */
export function IsHttpOriginList(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isHttpOriginList',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && originList(value).every(isHttpOrigin),
        defaultMessage: () => 'must be a comma-separated list of origins such as https://shop.example',
      },
    },
    {},
  );
}

/** The entries of a comma-separated list of origins. */
export function originList(value: string): string[] {
  return value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function isHttpOrigin(entry: string): boolean {
  return URL.canParse(entry) && /^https?:$/.test(new URL(entry).protocol) && new URL(entry).origin === entry;
}

function isCronPattern(value: unknown): boolean {
  if (typeof value !== 'string' || value.trim() === '') return false;
  try {
    CronExpressionParser.parse(value);
    return true;
  } catch {
    return false;
  }
}
