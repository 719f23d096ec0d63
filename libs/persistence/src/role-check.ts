import type { DataSource } from 'typeorm';
import { StartRefused } from '@tor/kernel/start-refused';
import { SCHEMA } from './schema.js';

interface RoleFacts {
  readonly role: string;
  readonly superuser: boolean;
  readonly bypassesRls: boolean;
  readonly owner: boolean;
  readonly migrated: boolean;
}

/** The database would not hold the tenants apart, or is not there yet: the app must not start. */
export class UnsafeDatabaseError extends StartRefused {
  constructor(message: string) {
    super(message);
    this.name = 'UnsafeDatabaseError';
  }
}

/**
 * Makes sure that row-level security binds this app.
 * @throws UnsafeDatabaseError when the role is a superuser, has BYPASSRLS or owns a table, or when the tables are missing
 */
export async function assertBoundByRowSecurity(dataSource: DataSource): Promise<void> {
  const [facts]: RoleFacts[] = await dataSource.query(
    `SELECT current_user AS role, rolsuper AS superuser, rolbypassrls AS "bypassesRls",
            EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
                      AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owner,
            to_regclass($1 || '.idempotency_keys') IS NOT NULL AS migrated
       FROM pg_roles WHERE rolname = current_user`,
    [SCHEMA],
  );
  if (!facts) throw new UnsafeDatabaseError('The role of this connection is not known to the database');
  const { role } = facts;
  if (facts.superuser) throw new UnsafeDatabaseError(`Role "${role}" is a superuser: shops would not be kept apart`);
  if (facts.bypassesRls) throw new UnsafeDatabaseError(`Role "${role}" has BYPASSRLS: shops would not be kept apart`);
  if (facts.owner) throw new UnsafeDatabaseError(`Role "${role}" owns the tables: run the apps as another role`);
  if (!facts.migrated)
    throw new UnsafeDatabaseError('The tables are missing or of an earlier version: run "npm run migrate" first');
}
