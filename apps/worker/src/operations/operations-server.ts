import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { OPERATOR_TOKEN_NEEDED, operatorAccess } from '@tor/process/operator-access';
import type { MetricsPage } from '@tor/process/process-metrics';
import { json, problem, type Answer } from './answers.js';

/** Probes and scrapers are few. */
const MOST_CONNECTIONS = 50;
const REQUEST_TIMEOUT_MS = 10_000;

/** What there is to tell once the process has started. */
export interface Operations {
  /** The parts that work needs and that do not answer. */
  missing(): Promise<string[]>;
  metrics(): Promise<MetricsPage>;
}

/** The HTTP side of a process that serves nobody: its health, open to all, and its metrics, for operators. */
export class OperationsServer {
  readonly #logger = new Logger('Operations');
  #operations: Operations | null = null;
  readonly #server: Server;

  private constructor(private readonly token: string | null) {
    this.#server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
      void this.#answer(request, response);
    });
    this.#server.maxConnections = MOST_CONNECTIONS;
  }

  /**
   * Listens. Until it is told what to {@link tell}, the process counts as one that starts.
   * @param port of all addresses; 0: a free one, for callers on this machine alone
   * @throws Error when the port cannot be listened on
   */
  static async listen(port: number, token: string | null): Promise<OperationsServer> {
    const operations = new OperationsServer(token);
    const server = operations.#server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        reject(new Error(`The port ${port} of WORKER_PORT cannot be listened on: ${error.message}`));
      });
      server.listen(port === 0 ? { port, host: '127.0.0.1' } : { port }, resolve);
    });
    return operations;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on the process has started. */
  tell(operations: Operations): void {
    this.#operations = operations;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { status, headers, body } = await this.#answerTo(request, path).catch((error: unknown) => {
      this.#logger.error(`${path} could not be answered: ${String(error)}`);
      return problem(path, 'internal_error', 'The request could not be carried out');
    });
    // Nobody is asked for a body, and none is waited for.
    request.resume();
    response.writeHead(status, { 'Cache-Control': 'no-store', 'Content-Length': Buffer.byteLength(body), ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  #answerTo(request: IncomingMessage, path: string): Promise<Answer> {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && path === '/health/live') return Promise.resolve(json({ status: 'ok' }));
    if (reads && path === '/health/ready') return this.#ready(path);
    if (reads && path === '/metrics') return this.#metrics(request, path);
    return Promise.resolve(notFound(request, path));
  }

  async #ready(path: string): Promise<Answer> {
    if (!this.#operations) return starting(path);
    const missing = await this.#operations.missing();
    if (missing.length > 0) return problem(path, 'service_unavailable', `Out of reach: ${missing.join(', ')}`);
    return json({ status: 'ok' });
  }

  async #metrics(request: IncomingMessage, path: string): Promise<Answer> {
    switch (operatorAccess(request, this.token)) {
      case 'hidden':
        return notFound(request, path);
      case 'refused':
        return problem(path, 'invalid_token', OPERATOR_TOKEN_NEEDED);
      case 'granted': {
        if (!this.#operations) return starting(path);
        const { contentType, text } = await this.#operations.metrics();
        return { status: 200, headers: { 'Content-Type': contentType }, body: text };
      }
    }
  }
}

function notFound({ method }: IncomingMessage, path: string): Answer {
  return problem(path, 'not_found', `Cannot ${method} ${path}`);
}

function starting(path: string): Answer {
  return problem(path, 'service_unavailable', 'The worker starts');
}
