/** What the keeper is told to run, as the JSON text of its one argument. Any message to it later means: stop. */
export interface KeeperOrder {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
}

/** What the keeper tells: a line of the database's log, or that the database has ended. */
export type KeeperReport =
  | { readonly type: 'log'; readonly line: string }
  | { readonly type: 'ended'; readonly code: number | null; readonly signal: string | null };

export function isKeeperOrder(value: unknown): value is KeeperOrder {
  return typeof value === 'object' && value !== null && 'program' in value && 'args' in value && 'env' in value;
}

export function isKeeperReport(value: unknown): value is KeeperReport {
  return typeof value === 'object' && value !== null && 'type' in value;
}
