import { CronExpressionParser } from 'cron-parser';
import { isIP } from 'node:net';
import { ValidateBy } from 'class-validator';

/** As many proxies may stand before the API: a balancer, a mesh, a CDN, and some to spare. */
const MOST_PROXIES = 10;

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

/** The value is a number of proxies from 0 to 10, or a comma-separated list of addresses and subnets. */
export function IsProxyTrust(): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isProxyTrust',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && proxyTrust(value) !== null,
        defaultMessage: () =>
          `must be a number of proxies from 0 to ${MOST_PROXIES}, or a comma-separated list of addresses and subnets such as 10.0.0.0/8`,
      },
    },
    {},
  );
}

/** What a `TRUST_PROXY` says: how many proxies stand before us, or which addresses are proxies; null when it says neither. */
export function proxyTrust(value: string): number | string[] | null {
  const entries = commaList(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && /^\d+$/.test(first)) {
    return Number(first) <= MOST_PROXIES ? Number(first) : null;
  }
  return entries.length > 0 && entries.every(isAddressOrSubnet) ? entries : null;
}

function isAddressOrSubnet(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** The entries of a comma-separated list of origins. */
export function originList(value: string): string[] {
  return commaList(value);
}

function commaList(value: string): string[] {
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
