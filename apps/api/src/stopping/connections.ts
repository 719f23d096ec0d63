import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';

const LOOK_EVERY_MS = 50;

/** What is known of a connection. */
interface Connection {
  /** Requests of it that are not answered yet. */
  readonly open: Set<ServerResponse>;
  /** What it had sent when it was last looked at, and when that was more than before. */
  bytesRead: number;
  quietSince: number;
}

/**
 * The connections of a server, so that they can be ended without cutting anything off. To be made before the server listens.
 *
 * `http.Server.close` ends idle connections at once, also those on which a request is on its way: its sender sees a reset and
 * cannot know whether it was carried out. Here every answer first says `Connection: close`, which makes clients leave by
 * themselves, and only a connection that has been quiet for a while is ended from this side.
 */
export class Connections {
  readonly #connections = new Map<Socket, Connection>();
  #leaving = false;

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#connections.set(socket, { open: new Set(), bytesRead: 0, quietSince: Date.now() });
      socket.once('close', () => this.#connections.delete(socket));
    });
    // Before the app hears of the request: it may answer at once.
    server.prependListener('request', ({ socket }, response) => {
      const open = this.#connections.get(socket)?.open;
      if (this.#leaving) response.shouldKeepAlive = false;
      open?.add(response);
      response.once('close', () => open?.delete(response));
    });
  }

  /** From now on every answer says that its connection ends with it. Connections are still accepted. */
  sayClose(): void {
    this.#leaving = true;
    for (const connection of this.#connections.values()) {
      connection.quietSince = Date.now();
      for (const response of connection.open) response.shouldKeepAlive = false;
    }
  }

  /** Accepts no more connections; who tries is refused, and knows that nothing was carried out. Ends none. */
  stopListening(): Promise<void> {
    return new Promise((resolve) => {
      // Right after the system's queue of connections was emptied: closing resets those that still stand in it.
      setImmediate(() => {
        TcpServer.prototype.close.call(this.server);
        resolve();
      });
    });
  }

  /**
   * Waits until all connections are over: answered, or quiet for `quietMs`.
   * @param deadline when, in milliseconds of the clock, to cut off what is left
   * @returns how many requests were cut off
   */
  async over(quietMs: number, deadline: number): Promise<number> {
    while (this.#connections.size > 0 && Date.now() < deadline) {
      for (const [socket, connection] of this.#connections) this.#endWhenQuiet(socket, connection, quietMs);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    const cutOff = [...this.#connections.values()].filter(({ open }) => open.size > 0).length;
    for (const socket of this.#connections.keys()) socket.destroy();
    return cutOff;
  }

  #endWhenQuiet(socket: Socket, connection: Connection, quietMs: number): void {
    const now = Date.now();
    if (connection.open.size > 0 || socket.bytesRead !== connection.bytesRead) {
      connection.bytesRead = socket.bytesRead;
      connection.quietSince = now;
    } else if (now - connection.quietSince >= quietMs) {
      socket.destroySoon();
    }
  }
}
