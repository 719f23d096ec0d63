import { HttpException, HttpStatus } from '@nestjs/common';

export const TOO_MANY_REQUESTS = 'Too many requests, wait a moment';

/** A caller has asked too often. */
export class TooManyRequests extends HttpException {
  /** @param retryAfterSeconds when the limit opens again */
  constructor(readonly retryAfterSeconds: number) {
    super(TOO_MANY_REQUESTS, HttpStatus.TOO_MANY_REQUESTS);
  }
}
