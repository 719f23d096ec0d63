import { createHash } from 'node:crypto';
import type { TenantId } from '@tor/kernel/tenant-id';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The id of the run that a job stands for: a job that is delivered twice, after a crash or a stall, is the same run. It is the
 * job's own; a job that an earlier version put on the queue has a number there, and gets a name-based UUID (RFC 9562, version 8).
 */
export function runIdOf(tenantId: TenantId, jobId: string, jobTimestamp: number): string {
  if (UUID.test(jobId)) return jobId;
  const digest = createHash('sha256').update(`${tenantId}/${jobId}/${jobTimestamp}`).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
