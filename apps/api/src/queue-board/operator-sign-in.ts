import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '@tor/kernel/domain-error';
import { operatorAccess } from '@tor/process/operator-access';
import { callerAddress } from '../http/caller-address.js';
import { TooManyRequests } from '../http/too-many-requests.js';

/** Wrong tokens of one address in a minute, in one API process. */
const WRONG_TOKENS_PER_MINUTE = 10;
const MINUTE_S = 60;
const BASIC = /^Basic +([\w+/=-]+)$/i;
const REALM = 'Basic realm="Tor Monitor: the operator token is the password, any user name", charset="UTF-8"';
const HOW =
  'Send the operator token as the password of Basic authentication, or as "Authorization: Bearer <OPERATOR_TOKEN>"';

/** Lets operators pass whom a browser asks for a password: any name, and the token; or the token as a bearer token. */
export function operatorSignIn(token: string): RequestHandler {
  const wrong = new RateLimiterMemory({ points: WRONG_TOKENS_PER_MINUTE, duration: MINUTE_S });
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const authorization = asBearer(request.get('Authorization'));
    if (authorization === undefined) return refuse(response, next);
    const address = callerAddress(request);
    // Counted before it is looked at, so that many at once are not more than a few.
    const counted = await wrong.consume(address).catch((refused: unknown) => refused);
    if (!(counted instanceof RateLimiterRes)) return next(counted);
    if (counted.consumedPoints > WRONG_TOKENS_PER_MINUTE) {
      return next(new TooManyRequests(Math.ceil(counted.msBeforeNext / 1000)));
    }
    const { socket } = request;
    if (operatorAccess({ headers: { authorization }, socket }, token) !== 'granted') return refuse(response, next);
    await wrong.reward(address);
    next();
  };
}

function refuse(response: Response, next: NextFunction): void {
  response.setHeader('WWW-Authenticate', REALM);
  next(new DomainError('invalid_token', HOW));
}

/** What was sent, a password as if it had been a bearer token; undefined when nothing was sent. */
function asBearer(authorization: string | undefined): string | undefined {
  const encoded = BASIC.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return authorization;
  const [, password = ''] = /^[^:]*:([^]*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return `Bearer ${password}`;
}
