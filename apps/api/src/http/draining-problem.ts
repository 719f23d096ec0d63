import { ServiceUnavailableException } from '@nestjs/common';
import { HTTP_ERRORS } from './http-errors.js';

/** Tells a balancer to send requests elsewhere. */
export class DrainingProblem extends ServiceUnavailableException {
  constructor() {
    super(HTTP_ERRORS.draining.example);
  }
}
