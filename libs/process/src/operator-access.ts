import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Whether a request may see what is for operators alone: `granted`; `refused`, the token is missing or wrong (401);
 * `hidden`, nobody has said who may, and the caller is not on this machine (404).
 */
export type OperatorAccess = 'granted' | 'refused' | 'hidden';

/** What is looked at of a request. */
export interface OperatorRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** What a caller does wrong who is `refused`. */
export const OPERATOR_TOKEN_NEEDED = 'Send the operator token as "Authorization: Bearer <OPERATOR_TOKEN>"';

/** What proxies say of those they speak for. One that says nothing looks like a caller on this machine. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * With a token, whoever sends it as a bearer token may. Without one, callers on this machine may, straight to this process.
 * @param token the `OPERATOR_TOKEN`; null where there is none
 */
export function operatorAccess(request: OperatorRequest, token: string | null): OperatorAccess {
  if (token === null) return isDirectFromHere(request) ? 'granted' : 'hidden';
  const sent = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return sent !== undefined && isSame(sent, token) ? 'granted' : 'refused';
}

/** Whether two secrets are the same; how long it takes tells nothing of where they differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function isDirectFromHere({ socket, headers }: OperatorRequest): boolean {
  if (!isLoopback(socket.remoteAddress ?? '')) return false;
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) return false;
  // A page in a browser on this machine may call here for its author: by a name of its own that it has pointed to this
  // machine, or across sites, which browsers say.
  const site = headers['sec-fetch-site'];
  return isNameOfHere(headers.host ?? '') && (site === undefined || site === 'same-origin' || site === 'none');
}

function isNameOfHere(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isLoopback(name);
}

function isLoopback(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && LOOPBACK.check(address, version === 4 ? 'ipv4' : 'ipv6');
}
