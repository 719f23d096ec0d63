import { Entity, PrimaryColumn } from 'typeorm';

const PRIMARY_KEY = { primaryKeyConstraintName: 'goods_search_pkey' };

/**
 * A place at which the name or the category of goods can be read from: what somebody looks for stands at the beginning of one. The
 * key holds all that a search needs to know, so that it reads the index alone. No foreign key: goods are never deleted, and checking one
 * for each of thousands of rows took most of an import's time.
 */
@Entity({ name: 'goods_search' })
export class GoodsSearch {
  @PrimaryColumn({ type: 'uuid', name: 'user_id', ...PRIMARY_KEY })
  userId!: string;

  @PrimaryColumn({ type: 'boolean', ...PRIMARY_KEY })
  archived!: boolean;

  /** Lower case, cut at 32 characters. In the order of its bytes, in which what begins alike stands together. */
  @PrimaryColumn({ type: 'text', collation: 'C', ...PRIMARY_KEY })
  suffix!: string;

  /** The goods' own. */
  @PrimaryColumn({ type: 'timestamp with time zone', name: 'created_at', ...PRIMARY_KEY })
  createdAt!: Date;

  @PrimaryColumn({ type: 'uuid', name: 'goods_id', ...PRIMARY_KEY })
  goodsId!: string;

  /** Of the name; false: of the category. */
  @PrimaryColumn({ type: 'boolean', name: 'in_name', ...PRIMARY_KEY })
  inName!: boolean;
}
