import type { EntityManager, EntityTarget } from 'typeorm';
import { EntityRows } from './entity-rows.js';
import type { Page, PageRequest } from './page.js';

/** A list in SQL. Its parts call the table by `alias`. */
export interface ListSql {
  readonly alias: string;
  readonly where: string;
  readonly order: string;
  /** What $1, $2 and so on stand for; $1 is the tenant. */
  readonly values: readonly unknown[];
  /** How long the list is, where that is known without counting. */
  readonly total?: string;
  readonly members?: ListMembers;
}

/** Rows among which all of the list are, found by an index. */
export interface ListMembers {
  /** Selects their `id` and `created_at`, the same ones more than once or not. */
  readonly sql: string;
  /** What orders them as the list is, by those two. Given where they are the list itself: then only the rows of the page are read. */
  readonly order?: string;
}

/** How far from its beginning most pages of a list are. */
const NEAR = [32, 128];

/** One page of a list and the length of the list, in one statement. */
export async function readPage<Entity extends object>(
  manager: EntityManager,
  entity: EntityTarget<Entity>,
  list: ListSql,
  { offset, limit }: PageRequest,
): Promise<Page<Entity>> {
  const { alias, where, order, values, total, members } = list;
  const rows = EntityRows.of(manager, entity, alias);
  const table = manager.connection.getMetadata(entity).tableName;
  const slice = `OFFSET $${values.length + 1} LIMIT $${values.length + 2}`;
  // Row by row by its key, whatever the plan.
  const each = `LATERAL (SELECT * FROM ${table} WHERE user_id = $1 AND id = member.id OFFSET 0) AS ${alias}`;
  const all = `FROM ${table} AS ${alias} WHERE ${where}`;
  // A plan that is kept knows no values: told how near the page is, it goes along an index instead of sorting the list.
  const near = NEAR.find((rowsRead) => offset + limit <= rowsRead);
  const head = near === undefined ? all : `FROM (SELECT * ${all} ORDER BY ${order} LIMIT ${near}) AS ${alias}`;
  let listed = { with: '', count: all, page: `${head} ORDER BY ${order} ${slice}` };
  if (members?.order !== undefined) {
    listed = {
      with: `WITH member AS MATERIALIZED (SELECT id, created_at FROM (${members.sql}) AS one GROUP BY id, created_at)`,
      count: 'FROM member',
      page: `FROM (SELECT id FROM member ORDER BY ${members.order} ${slice}) AS member, ${each} ORDER BY ${order}`,
    };
  } else if (members) {
    listed = {
      with: `WITH listed AS MATERIALIZED (SELECT ${alias}.* FROM (SELECT DISTINCT id FROM (${members.sql}) AS one) AS member, ${each} WHERE ${where})`,
      count: 'FROM listed',
      page: `FROM listed AS ${alias} ORDER BY ${order} ${slice}`,
    };
  }
  const found: (Record<string, unknown> & { readonly total: number })[] = await manager.query(
    `${listed.with}
     SELECT total.count AS total, page.*
       FROM (SELECT ${total ? `(${total})::float8 AS count` : `count(*)::float8 AS count ${listed.count}`}) AS total
       LEFT JOIN LATERAL (SELECT ${rows.columns} ${listed.page}) AS page ON true`,
    [...values, offset, limit],
  );
  return { rows: rows.readAll(found), total: found[0]?.total ?? 0 };
}
