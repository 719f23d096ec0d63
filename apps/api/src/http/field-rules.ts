import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Matches, Max, MaxLength, Min, MinLength, ValidateIf, ValidateBy } from 'class-validator';
import { isCalendarDay } from '@tor/kernel/calendar-day';

/** The largest amount that `numeric(14,2)` holds. */
const MAX_MONEY = 999_999_999_999.99;

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
