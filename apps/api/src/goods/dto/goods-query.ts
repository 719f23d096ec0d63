import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn } from 'class-validator';
import { GOODS_SORTS, type GoodsListRequest, type GoodsSort } from '@tor/persistence/repositories/goods-list';
import { IsText, Omittable } from '../../http/field-rules.js';
import { PageQuery, toPageRequest } from '../../http/page-query.js';

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** A query parameter that is the word `true` or `false`, and nothing else. */
function IsFlag(): PropertyDecorator {
  const read = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && Object.hasOwn(FLAGS, value) ? FLAGS[value] : value,
  );
  return (target, property) => {
    for (const rule of [read, Omittable(), IsBoolean()]) rule(target, property);
  };
}

/** Which goods are listed, in what order. */
export class GoodsQuery extends PageQuery {
  @ApiPropertyOptional({ maxLength: 100, example: 'Kopi', description: 'The whole category, letter case aside' })
  @Omittable()
  @IsText(0, 100)
  category?: string;

  @ApiPropertyOptional({
    type: Boolean,
    example: true,
    description:
      "true: goods at or below their low_stock_threshold, the shop's where they have none; false: the others",
  })
  @IsFlag()
  low_stock?: boolean;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'true: archived goods, and only those' })
  @IsFlag()
  archived?: boolean;

  @ApiPropertyOptional({
    enum: GOODS_SORTS,
    default: '-created_at',
    description: 'A minus sign turns the order round; names without regard to letter case',
  })
  @Omittable()
  @IsIn(GOODS_SORTS)
  sort?: GoodsSort;
}

/** The goods that a query stands for. */
export function toGoodsListRequest(query: GoodsQuery): GoodsListRequest {
  const { category, low_stock: lowStock, archived, sort } = query;
  return {
    ...toPageRequest(query),
    ...(category ? { category } : {}),
    ...(lowStock === undefined ? {} : { lowStock }),
    ...(archived === undefined ? {} : { archived }),
    ...(sort === undefined ? {} : { sort }),
  };
}
