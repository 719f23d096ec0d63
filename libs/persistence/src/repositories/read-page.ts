import type { EntityManager, EntityTarget } from 'typeorm';
import { EntityRows } from './entity-rows.js';
import type { Page, PageRequest } from './page.js';

/** A list in SQL. Its parts call the table by `alias`. */
export interface ListSql {
  readonly alias: string;
  readonly where: string;
  readonly order: string;
  /** What $1, $2 and so on stand for in `where`. */
  readonly values: readonly unknown[];
  /** Whether every row is looked at to know whether it belongs: then once, and not for the page and the length each. */
  readonly looksAtAll?: boolean;
}

/** One page of a list and the length of the list, in one statement. */
export async function readPage<Entity extends object>(
  manager: EntityManager,
  entity: EntityTarget<Entity>,
  { alias, where, order, values, looksAtAll = false }: ListSql,
  { offset, limit }: PageRequest,
): Promise<Page<Entity>> {
  const rows = EntityRows.of(manager, entity, alias);
  const from = `FROM ${manager.connection.getMetadata(entity).tableName} AS ${alias} WHERE ${where}`;
  const [offsetAt, limitAt] = [values.length + 1, values.length + 2];
  const listed = looksAtAll ? `FROM listed AS ${alias}` : from;
  const found: { total: number }[] = await manager.query(
    `${looksAtAll ? `WITH listed AS MATERIALIZED (SELECT ${alias}.* ${from})` : ''}
     SELECT total.count AS total, page.*
       FROM (SELECT count(*)::float8 AS count ${listed}) AS total
       LEFT JOIN LATERAL (SELECT ${rows.columns} ${listed} ORDER BY ${order} OFFSET $${offsetAt} LIMIT $${limitAt}) AS page ON true`,
    [...values, offset, limit],
  );
  return { rows: rows.readAll(found as unknown as Record<string, unknown>[]), total: found[0]?.total ?? 0 };
}
