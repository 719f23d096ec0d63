import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** The pool of a database's connections; undefined before it is connected and once it is let go of. */
export function poolOf(dataSource: DataSource): Pool | undefined {
  // TypeORM keeps it there, untyped.
  return (dataSource.driver as unknown as { readonly master?: Pool }).master;
}
