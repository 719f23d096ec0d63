import { normalizeIp } from '@nestjs/throttler';
import type { Request } from 'express';

/**
 * Who calls, as limits count: an IPv4 address, or the /64 network of an IPv6 one, of which a household or server has as many
 * addresses as it likes. Behind proxies that `TRUST_PROXY` names it is the client before them.
 */
export function callerAddress(request: Request): string {
  return normalizeIp(request.ip ?? 'unknown');
}
