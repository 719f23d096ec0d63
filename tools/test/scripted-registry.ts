import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An advisory as a registry tells it. */
export interface ToldAdvisory {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly severity: 'low' | 'moderate' | 'high' | 'critical';
  readonly vulnerable_versions: string;
}

/** A registry that answers npm's audit, and knows the versions of the packages it tells of. */
export class ScriptedRegistry {
  /** By package. Null: there is no audit service. */
  advisories: Readonly<Record<string, readonly ToldAdvisory[]>> | null = {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      request.resume().on('end', () => {
        const path = decodeURIComponent(request.url ?? '').slice(1);
        const body = request.method === 'POST' ? this.#audit(path) : packument(path);
        const status = body === null ? 405 : 200;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
      });
    });
  }

  static async start(): Promise<ScriptedRegistry> {
    const registry = new ScriptedRegistry();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #audit(path: string): object | null {
    return path === '-/npm/v1/security/advisories/bulk' ? this.advisories : null;
  }
}

function packument(name: string): object {
  const version = '1.0.0';
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { name, version } } };
}
