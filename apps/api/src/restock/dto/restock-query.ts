import { ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { Omittable } from '../../http/field-rules.js';
import { PageQuery } from '../../http/page-query.js';

const MOST_DIGITS = 14;

/** What may be spent, and which page of what to buy is asked for. */
export class RestockQuery extends PickType(PageQuery, ['page_index', 'limit']) {
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    maximum: 99_999_999_999_999,
    example: 500000,
    description: `What may be spent, in the shop's currency: at most ${MOST_DIGITS} digits, two of them after the point. Left out: no limit`,
  })
  @Omittable()
  @IsAmountText()
  budget?: string;
}

/** An amount of money as it stands in a query: kept as text, which is exact. */
function IsAmountText(): PropertyDecorator {
  return ValidateBy({
    name: 'isAmountText',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' &&
        /^\d{1,14}(\.\d{1,2})?$/.test(value) &&
        value.replace('.', '').length <= MOST_DIGITS,
      defaultMessage: () =>
        `$property must be an amount of 0 or more: at most ${MOST_DIGITS} digits, two of them after the point`,
    },
  });
}
