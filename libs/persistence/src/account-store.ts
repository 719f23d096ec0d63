import { LessThanOrEqual, QueryFailedError, type DataSource } from 'typeorm';
import { DomainError } from '@tor/kernel/domain-error';
import type { TenantId } from '@tor/kernel/tenant-id';
import { LocalAccount } from './entities/local-account.entity.js';
import { RefreshToken } from './entities/refresh-token.entity.js';
import { reaching } from './out-of-reach.js';
import { tenantTransaction } from './tenant-transaction.js';

const UNIQUE_VIOLATION = '23505';

/**
 * Local accounts and their refresh tokens: what has to be found before the tenant is known. Every method throws DomainError
 * `database_unavailable` when the database is out of reach.
 */
export class AccountStore {
  readonly #dataSource: DataSource;

  constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  /**
   * Makes the account, its user and its shop.
   * @param email lower case
   * @throws DomainError `email_taken`
   */
  async create(userId: TenantId, email: string, passwordHash: string): Promise<void> {
    try {
      await tenantTransaction(this.#dataSource, userId, async (shop, manager) => {
        await shop.shop.ensure(email);
        await manager.insert(LocalAccount, { userId, email, passwordHash });
      });
    } catch (error) {
      if (error instanceof QueryFailedError && error.driverError.code === UNIQUE_VIOLATION) {
        throw new DomainError('email_taken', 'This e-mail address is signed up already');
      }
      throw error;
    }
  }

  findByEmail(email: string): Promise<LocalAccount | null> {
    return reaching(() => this.#dataSource.manager.findOneBy(LocalAccount, { email }));
  }

  findByUser(userId: string): Promise<LocalAccount | null> {
    return reaching(() => this.#dataSource.manager.findOneBy(LocalAccount, { userId }));
  }

  /** Keeps a refresh token, and drops the user's expired ones. */
  async addRefreshToken(token: { tokenHash: string; userId: string; expiresAt: Date }, now: Date): Promise<void> {
    const { manager } = this.#dataSource;
    await reaching(async () => {
      await manager.delete(RefreshToken, { userId: token.userId, expiresAt: LessThanOrEqual(now) });
      await manager.insert(RefreshToken, token);
    });
  }

  /**
   * Uses a refresh token up: of two callers with the same one, one gets it.
   * @returns the user, or null when the token is unknown, used or expired
   */
  async takeRefreshToken(tokenHash: string, now: Date): Promise<string | null> {
    const [rows]: [{ user_id: string }[], number] = await reaching(() =>
      this.#dataSource.query('DELETE FROM refresh_tokens WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id', [
        tokenHash,
        now,
      ]),
    );
    return rows[0]?.user_id ?? null;
  }
}
