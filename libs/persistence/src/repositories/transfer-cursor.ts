import type { EntityManager } from 'typeorm';

const ROWS_PER_FETCH = 2000;

/**
 * The rows of a query a batch at a time, all as they are at the first fetch. Within a transaction; one at a time.
 * @param query with the tenant as `$1`
 */
export async function* fetchRows<Row>(manager: EntityManager, query: string, userId: string): AsyncGenerator<Row[]> {
  await manager.query(`DECLARE transfer NO SCROLL CURSOR FOR ${query}`, [userId]);
  for (;;) {
    const rows: Row[] = await manager.query(`FETCH ${ROWS_PER_FETCH} FROM transfer`);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_PER_FETCH) break;
  }
  // When the caller stops early or a fetch fails, the cursor ends with the transaction.
  await manager.query('CLOSE transfer');
}
