import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSpans, type CollectedSpan } from './read-spans.js';

/** What the collector does about what it is sent. */
export type CollectorMood = 'takes' | 'refuses' | 'hangs';

/** A collector of traces that takes OTLP over HTTP, and says what it was sent. */
export class ScriptedCollector {
  mood: CollectorMood = 'takes';
  /** All bodies, as they came. */
  readonly bodies: Buffer[] = [];
  readonly #spans: CollectedSpan[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(): Promise<ScriptedCollector> {
    const collector = new ScriptedCollector();
    await new Promise<void>((resolve) => collector.#server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** Variables that send traces here. */
  get env(): Record<string, string> {
    return { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` };
  }

  get spans(): readonly CollectedSpan[] {
    return this.#spans;
  }

  /** Settles when something was sent here, whatever was done about it. */
  nextBody(): Promise<void> {
    return new Promise((resolve) => {
      const once = (): void => {
        this.#waiting.delete(once);
        resolve();
      };
      this.#waiting.add(once);
    });
  }

  /** The first span that `fits`, once it is there. */
  async span(fits: (span: CollectedSpan) => boolean): Promise<CollectedSpan> {
    for (;;) {
      const found = this.#spans.find(fits);
      if (found) return found;
      await this.nextBody();
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    this.bodies.push(body);
    if (this.mood === 'takes') {
      const isTraces = request.url === '/v1/traces' && request.headers['content-type'] === 'application/x-protobuf';
      if (isTraces) this.#spans.push(...readSpans(body));
      response.writeHead(isTraces ? 200 : 404, { 'content-type': 'application/x-protobuf' }).end();
    } else if (this.mood === 'refuses') {
      response.writeHead(400).end();
    }
    for (const tell of [...this.#waiting]) tell();
  }
}
