import { LessThanOrEqual, QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
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

  /** Puts another hash of the same password in the place of `from`; none where the password was changed meanwhile. */
  async replacePasswordHash(userId: string, from: string, to: string): Promise<void> {
    await reaching(() =>
      this.#dataSource.manager.update(LocalAccount, { userId, passwordHash: from }, { passwordHash: to }),
    );
  }

  /** Keeps a refresh token, and drops the user's expired ones. */
  async addRefreshToken(token: NewRefreshToken, now: Date): Promise<void> {
    await reaching(() => this.#dataSource.transaction((manager) => keepToken(manager, token, now)));
  }

  /** Makes all refresh tokens of a user useless. */
  async dropRefreshTokens(userId: TenantId): Promise<void> {
    await reaching(() => this.#dataSource.manager.delete(RefreshToken, { userId }));
  }

  /**
   * Uses a refresh token up and keeps the one that takes its place, both or neither: of two callers with the same token, one
   * gets it, and a caller who got no answer can come again.
   * @returns the account, or null when the token is unknown, used or expired
   */
  async exchangeRefreshToken(
    tokenHash: string,
    successor: Omit<NewRefreshToken, 'userId'>,
    now: Date,
  ): Promise<LocalAccount | null> {
    return reaching(() =>
      this.#dataSource.transaction(async (manager) => {
        const [rows]: [{ user_id: string }[], number] = await manager.query(
          'DELETE FROM refresh_tokens WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id',
          [tokenHash, now],
        );
        const account = rows[0] ? await manager.findOneBy(LocalAccount, { userId: rows[0].user_id }) : null;
        if (account) await keepToken(manager, { ...successor, userId: account.userId }, now);
        return account;
      }),
    );
  }
}

/** A refresh token as it is kept: by its hash. */
export interface NewRefreshToken {
  readonly tokenHash: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

async function keepToken(manager: EntityManager, token: NewRefreshToken, now: Date): Promise<void> {
  await manager.delete(RefreshToken, { userId: token.userId, expiresAt: LessThanOrEqual(now) });
  await manager.insert(RefreshToken, token);
}
