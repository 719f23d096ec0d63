import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isEmail, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateIf, ValidateBy } from 'class-validator';
import { isCalendarDay } from '@tor/kernel/calendar-day';
import { isInstant } from '@tor/kernel/instant';

/** The largest amount that `numeric(14,2)` holds. */
export const MAX_MONEY = 999_999_999_999.99;

/** The field may be left out, but not be null. */
export const Omittable = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** The field may be left out or be null. */
export const Nullable = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined && value !== null);

const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** Text of a length, without the NUL character, which PostgreSQL cannot store. Blanks at both ends are dropped. */
export function IsText(minLength: number, maxLength: number): PropertyDecorator {
  return applyDecorators(
    Transform(trimmed),
    IsString(),
    MinLength(minLength),
    MaxLength(maxLength),
    Matches(/^[^\u0000]*$/, { message: '$property must not contain the NUL character' }),
  );
}

/** Text that may be null, and is null when it is empty. */
export function IsNullableText(maxLength: number): PropertyDecorator {
  const emptyIsNull = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value.trim() === '' ? null : value,
  );
  return applyDecorators(emptyIsNull, Nullable(), IsText(0, maxLength));
}

/** An amount of money: not negative, two decimal places at most. */
export function IsMoney(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isMoney',
      validator: {
        validate: (value: unknown) => typeof value === 'number' && Number(value.toFixed(2)) === value,
        defaultMessage: () => '$property must be a number with at most two decimal places',
      },
    }),
    Min(0),
    Max(MAX_MONEY),
  );
}

/** The IANA name of a time zone that this machine knows. */
export function IsTimezone(): PropertyDecorator {
  return ValidateBy({
    name: 'isTimezone',
    validator: {
      // A name has letters; an offset such as +07:00 knows no summer time and is refused.
      validate: (value: unknown) => typeof value === 'string' && /^[A-Za-z]/.test(value) && isKnownZone(value),
      defaultMessage: () => '$property must be the IANA name of a time zone, such as Asia/Jakarta',
    },
  });
}

function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The ISO 4217 code of a currency. */
export function IsCurrency(): PropertyDecorator {
  const codes = new Set(Intl.supportedValuesOf('currency'));
  return ValidateBy({
    name: 'isCurrency',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && codes.has(value),
      defaultMessage: () => '$property must be the ISO 4217 code of a currency, such as IDR',
    },
  });
}

/** A date `YYYY-MM-DD` between 2000 and 2099. */
export function IsShopDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isShopDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && /^20/.test(value) && isCalendarDay(value),
      defaultMessage: () => '$property must be a date of the form YYYY-MM-DD between 2000 and 2099',
    },
  });
}

/** A date between 2000 and 2099, or an instant with its zone, which is on some day of the shop. */
export function IsShopDayOrInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'isShopDayOrInstant',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && /^20/.test(value) && (isCalendarDay(value) || isInstant(value)),
      defaultMessage: () =>
        '$property must be a date of the form YYYY-MM-DD between 2000 and 2099, or a date and time with its zone',
    },
  });
}

/** An e-mail address. */
export function IsEmailAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isEmail',
    validator: {
      // The check itself throws on half a character, which JSON can write.
      validate: (value: unknown) => typeof value === 'string' && !/\p{Surrogate}/u.test(value) && isEmail(value),
      defaultMessage: () => '$property must be an email',
    },
  });
}
