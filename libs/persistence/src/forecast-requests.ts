import { MoreThan, LessThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { parseTenantId, type TenantId } from '@tor/kernel/tenant-id';
import { ForecastRequest } from './entities/forecast-request.entity.js';
import { reaching } from './out-of-reach.js';

/** A shop's forecast that is asked for and not made yet. */
export interface NotedForecast {
  readonly tenantId: TenantId;
  /** Of the job that makes it: a UUID. */
  readonly jobId: string;
  /** When it was asked for last. */
  readonly askedAt: Date;
  /** It is not to be made earlier. */
  readonly dueAt: Date;
  /** Asked for by the nightly refresh and not by a person. */
  readonly nightly: boolean;
}

/** Which of the noted forecasts to read. */
export interface NotedPage {
  /** The last shop of the page before; null for the first page. */
  readonly after: TenantId | null;
  /** Only those that are due by then. */
  readonly dueBy?: Date | undefined;
  readonly limit: number;
}

/** Reads a page of what is noted, in the order of the shops' ids. */
export type ReadNoted = (page: NotedPage) => Promise<NotedForecast[]>;

/** One advisory lock of the database, whichever process asks for it; the number is nobody else's. */
const PUTS_BACK = 7_203_301;

/** Which forecasts are asked for and not made yet, without looking into any shop. A shop has one at a time. */
export class ForecastRequests {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /**
   * Notes a request. Where the shop has one already, that one stays with its job's id, and is made as early as the earlier of
   * the two asks, and for a person when one of them is a person's.
   * @returns what is noted now
   * @throws DomainError `database_unavailable`, as all here do
   */
  async note({ tenantId, jobId, askedAt, dueAt, nightly }: NotedForecast): Promise<NotedForecast> {
    const rows: Row[] = await reaching(() =>
      this.#dataSource.manager.query(
        `INSERT INTO forecast_requests AS noted (user_id, job_id, asked_at, due_at, nightly)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (user_id) DO UPDATE
           SET asked_at = greatest(noted.asked_at, excluded.asked_at), due_at = least(noted.due_at, excluded.due_at),
               nightly = noted.nightly AND excluded.nightly
         RETURNING user_id AS "userId", job_id AS "jobId", asked_at AS "askedAt", due_at AS "dueAt", nightly`,
        [tenantId, jobId, askedAt, dueAt, nightly],
      ),
    );
    const [row] = rows;
    if (!row) throw new Error('A request was not noted');
    return toNoted(row);
  }

  /** The request of this job, where it is the shop's; null when there is none. */
  async find(tenantId: TenantId, jobId: string): Promise<NotedForecast | null> {
    const row = await reaching(() => this.#dataSource.manager.findOneBy(ForecastRequest, { userId: tenantId, jobId }));
    return row && toNoted(row);
  }

  /** Forgets the request of this job, if it is still noted. */
  async strike(tenantId: TenantId, jobId: string): Promise<void> {
    await reaching(() => this.#dataSource.manager.delete(ForecastRequest, { userId: tenantId, jobId }));
  }

  /**
   * Runs `work` unless another process is at it. It is alone as long as its connection holds, and no transaction is open
   * meanwhile; what `work` does has to be harmless twice all the same.
   * @returns whether it was run
   */
  async alone(work: (read: ReadNoted) => Promise<void>): Promise<boolean> {
    const runner = this.#dataSource.createQueryRunner();
    try {
      const [row] = await reaching(() => runner.query('SELECT pg_try_advisory_lock($1) AS alone', [PUTS_BACK]));
      if (row?.alone !== true) return false;
      try {
        await work((page) => reaching(() => read(runner.manager, page)));
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [PUTS_BACK]).catch(() => undefined);
      }
      return true;
    } finally {
      await runner.release();
    }
  }
}

type Row = Pick<ForecastRequest, 'userId' | 'jobId' | 'askedAt' | 'dueAt' | 'nightly'>;

async function read(manager: EntityManager, { after, dueBy, limit }: NotedPage): Promise<NotedForecast[]> {
  const rows = await manager.find(ForecastRequest, {
    where: { ...(after !== null && { userId: MoreThan(after) }), ...(dueBy && { dueAt: LessThanOrEqual(dueBy) }) },
    order: { userId: 'ASC' },
    take: limit,
  });
  return rows.map(toNoted);
}

function toNoted({ userId, jobId, askedAt, dueAt, nightly }: Row): NotedForecast {
  return { tenantId: parseTenantId(userId), jobId, askedAt, dueAt, nightly };
}
