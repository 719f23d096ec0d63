import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { DomainError } from '@tor/kernel/domain-error';

/** What Node says of a connection that cannot be made or has broken. */
const NETWORK_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * PostgreSQL's codes for lost connections, shutdowns, too many clients, time-outs, deadlocks and serialization failures
 * (appendix A of its manual): what was asked for is not done, and may be when it is asked for again.
 */
const OUT_OF_REACH_STATES = /^(08|57P0|53300|57014|55P03|40P01|40001)/;

/** What pg says of a connection that broke. */
const LOST_CONNECTION =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed) and is not queryable)/;

/**
 * Runs work on the database; one that is out of reach is a refusal that the caller can wait out, not a fault.
 * @throws DomainError `database_unavailable` when the connection could not be made or broke
 */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalOf(error);
  }
}

/** What to throw instead of what work on the database has thrown: `database_unavailable` where it is out of reach, else the same. */
export function refusalOf(error: unknown): unknown {
  if (!isOutOfReach(error)) return error;
  return new DomainError('database_unavailable', 'The database is out of reach, try again soon');
}

function isOutOfReach(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // A connection that breaks between two statements is given back at once; the next statement has none then.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError) {
    return true;
  }
  if (isOutdatedPlan(error)) return true;
  const { code, severity } = error as Error & { code?: unknown; severity?: unknown };
  // FATAL ends a session or keeps one from beginning; an error of a statement is never FATAL.
  if (severity === 'FATAL') return true;
  if (typeof code === 'string' && (NETWORK_ERRORS.has(code) || OUT_OF_REACH_STATES.test(code))) return true;
  return LOST_CONNECTION.test(error.message);
}

/** Whether the client has given up waiting: what it asked for may still come, or be done. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** Whether a migration has changed the type of what a prepared statement answers: PostgreSQL carries it out no more. */
export function isOutdatedPlan(error: unknown): boolean {
  const { code, routine } = error as { code?: unknown; routine?: unknown };
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}
