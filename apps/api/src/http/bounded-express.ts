import { createServer, type Server } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express, Response } from 'express';
import { bornForExpress, type Prototypes } from './born-for-express.js';

/** All header lines of a request together; tokens are the largest, and far smaller. Beyond it, 431. */
const MAX_HEADER_BYTES = 16 * 1024;

/** Browsers and proxies send some thirty. */
const MAX_HEADERS = 100;

/** The whole of a request, body included: 20 MB over a phone's slow line. */
const REQUEST_TIMEOUT_MS = 300_000;

/**
 * A connection without a request. Longer than the 60 s of common balancers, who would else send a request on a connection that is
 * being closed.
 */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** More than the tills of a large installation keep open to one process, and few enough to hold. More are not accepted. */
const MAX_CONNECTIONS = 10_000;

/** How often Node looks for requests that take too long to come in. */
const CHECK_INTERVAL_MS = 1000;

/** Express on a server that slow or greedy clients cannot use up. */
export class BoundedExpress extends ExpressAdapter {
  /** @param headersTimeoutMs how long a client may take to send the headers of a request; then 408 and the end of the connection */
  constructor(private readonly headersTimeoutMs: number) {
    super();
  }

  override initHttpServer(): void {
    const express = this.getInstance<Express & Prototypes>();
    const server = createServer(
      {
        ...bornForExpress(express),
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: this.headersTimeoutMs,
        requestTimeout: REQUEST_TIMEOUT_MS,
        keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
        connectionsCheckingInterval: CHECK_INTERVAL_MS,
      },
      express,
    );
    server.maxHeadersCount = MAX_HEADERS;
    server.maxConnections = MAX_CONNECTIONS;
    this.httpServer = server;
  }

  /**
   * Plain data is written at once. Express would look up how to write JSON, what type it is and whether the client has it already,
   * none of which differs from answer to answer here.
   */
  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (!isPlain(body) || response.hasHeader('Content-Type')) return super.reply(response, body, statusCode) as unknown;
    if (statusCode !== undefined) response.statusCode = statusCode;
    const text = JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text);
  }

  /** Connections whose last request ends after the stop began are closed then, and not kept for another. */
  override async close(): Promise<void> {
    (this.httpServer as Server).keepAliveTimeout = 1;
    await super.close();
  }
}

function isPlain(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
}
