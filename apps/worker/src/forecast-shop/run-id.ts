import { createHash } from 'node:crypto';
import type { TenantId } from '@tor/kernel/tenant-id';

/**
 * The id of the run that a job stands for: a job that is delivered twice, after a crash or a stall, is the same run. Shaped
 * as a name-based UUID (RFC 9562, version 8).
 */
export function runIdOf(tenantId: TenantId, jobId: string, jobTimestamp: number): string {
  const digest = createHash('sha256').update(`${tenantId}/${jobId}/${jobTimestamp}`).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
