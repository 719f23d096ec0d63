import { createHash } from 'node:crypto';
import type { TenantId } from '@tor/kernel/tenant-id';

const HASHES = 2 ** 32;

/**
 * How long a shop waits within the window of the night, in whole milliseconds from 0 to `windowMs`. A hash of the tenant: every
 * night the same, and shops spread evenly, whatever their ids look like.
 */
export function delayOf(tenantId: TenantId, windowMs: number): number {
  const hash = createHash('sha256').update(tenantId).digest().readUInt32BE(0);
  return Math.floor((hash / HASHES) * windowMs);
}
