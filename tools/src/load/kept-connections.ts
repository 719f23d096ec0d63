import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** A request over a connection that is kept. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface LoadAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** There was no whole answer. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** Nobody listened: the request was not sent, and may be sent elsewhere. */
    readonly refused: boolean,
  ) {
    super(message);
  }
}

const PATIENCE_MS = 30_000;

/** A client as a balancer or a till is one: it keeps connections and sends the next request on them. */
export class KeptConnections {
  readonly #agent: Agent;

  /** @param connections at most, to each address */
  constructor(connections: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** Closes the connections that nobody uses. */
  close(): void {
    this.#agent.destroy();
  }

  /**
   * Sends a request once, and never again.
   * @throws NoAnswer
   */
  send(url: string, { method, path, headers = {}, body }: LoadRequest): Promise<LoadAnswer> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error & { code?: string; syscall?: string }): void => {
        const refused = error.code === 'ECONNREFUSED';
        const over = sent.reusedSocket ? 'a kept connection' : 'a new connection';
        reject(new NoAnswer(`${method} ${url}${path} over ${over}: ${error.message}`, refused));
      };
      const sent = httpRequest(
        `${url}${path}`,
        {
          method,
          agent: this.#agent,
          timeout: PATIENCE_MS,
          headers: { ...headers, ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }) },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (text += part));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
          response.on('error', fail);
        },
      );
      sent.on('timeout', () => sent.destroy(new Error(`no answer for ${PATIENCE_MS / 1000} s`)));
      sent.on('error', fail);
      sent.end(body);
    });
  }
}
