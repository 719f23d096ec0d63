import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between a program and PostgreSQL, passes everything on and counts what is asked. */
export interface PostgresProxy {
  /** The connection string that leads through the proxy. */
  readonly url: string;
  /** How many queries have been sent since the last call. */
  takeCount(): number;
  /** Holds back what PostgreSQL answers, to new sessions as well, as a network that has gone silent does, until {@link resume}. */
  stall(): void;
  resume(): void;
  close(): Promise<void>;
}

/** The protocol's first message of a session, as opposed to a request for encryption or cancellation. */
const PROTOCOL_VERSION_3 = 3 << 16;
const LENGTH_BYTES = 4;

/** Messages that have a statement carried out: Query, and Execute of a prepared one. */
const ASKS = new Set(['Q', 'E'].map((type) => type.charCodeAt(0)));

/**
 * Starts a proxy on a free port.
 * @param url where PostgreSQL is; the sessions are not encrypted
 * @param applicationName whose queries count; those of other programs pass uncounted
 */
export async function startPostgresProxy(url: string, applicationName: string): Promise<PostgresProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const upstreams = new Set<Socket>();
  let count = 0;
  let stalled = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const watcher = new MessageWatcher(applicationName, () => (count += 1));
    client.on('data', (chunk) => watcher.read(chunk));
    upstreams.add(upstream);
    upstream.on('close', () => upstreams.delete(upstream));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    }
    if (stalled) upstream.pause();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(address.port);
  return {
    url: through.toString(),
    takeCount: () => {
      const taken = count;
      count = 0;
      return taken;
    },
    stall: () => {
      stalled = true;
      upstreams.forEach((socket) => socket.pause());
    },
    resume: () => {
      stalled = false;
      upstreams.forEach((socket) => socket.resume());
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Finds the messages in what a client sends: a first one without a type, then each with a type and its length. */
class MessageWatcher {
  #rest = Buffer.alloc(0);
  #started = false;
  #counts = false;

  constructor(
    private readonly applicationName: string,
    private readonly onQuery: () => void,
  ) {}

  read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const typeBytes = this.#started ? 1 : 0;
      if (this.#rest.length < typeBytes + LENGTH_BYTES) return;
      const end = typeBytes + this.#rest.readInt32BE(typeBytes);
      if (this.#rest.length < end) return;
      const message = this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
      if (this.#started) {
        if (this.#counts && ASKS.has(message[0] ?? 0)) this.onQuery();
      } else if (message.readInt32BE(LENGTH_BYTES) === PROTOCOL_VERSION_3) {
        this.#started = true;
        const [, ...settings] = message
          .subarray(LENGTH_BYTES * 2)
          .toString()
          .split('application_name\0');
        this.#counts = settings.some((setting) => setting.split('\0')[0] === this.applicationName);
      }
    }
  }
}
