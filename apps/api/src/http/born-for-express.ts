import { IncomingMessage, ServerResponse } from 'node:http';

/** An Express app, by the objects from which its requests and responses have their methods. */
export interface Prototypes {
  request: object;
  response: object;
}

/** What Node's server makes of each exchange. */
interface Exchange {
  readonly IncomingMessage: typeof IncomingMessage;
  readonly ServerResponse: typeof ServerResponse;
}

/**
 * Requests and responses that have Express's methods from birth. Express gives each the methods by exchanging its prototype, after
 * which V8 treats it as an object like no other for as long as it lives: two thirds of the cost of a small answer. Where the
 * prototype is right already, nothing is exchanged.
 */
export function bornForExpress(app: Prototypes): Exchange {
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse<Request extends IncomingMessage> extends ServerResponse<Request> {}
  Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  Object.setPrototypeOf(ExpressResponse.prototype, app.response);
  Object.assign(app, { request: ExpressRequest.prototype, response: ExpressResponse.prototype });
  return { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse };
}
