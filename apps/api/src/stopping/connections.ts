import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
const NOBODY_CONNECTS_MS = 100;
const SHORT_TURN_MS = 0.2;
/** On a machine so busy that no turn is short. */
const MOST_TURNS = 2000;

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
  #accepted = 0;
  /** When the latest connection came. */
  #latest = 0;

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#accepted++;
      this.#latest = Date.now();
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

  /**
   * Accepts no more connections; who tries is refused, and knows that nothing was carried out. Ends none.
   *
   * Connections that the system has accepted and this process has not are reset by that, with the requests on them. So this
   * waits for a moment in which nobody connects, `patienceMs` at the most, and then for a turn of the event loop that is short
   * and brings no connection: there is hardly any time left in which one may have come.
   */
  async stopListening(patienceMs: number): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (Date.now() - this.#latest < NOBODY_CONNECTS_MS && Date.now() < deadline) await pause(LOOK_EVERY_MS);
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const before = { accepted: this.#accepted, at: performance.now() };
      await nextTurn();
      if (this.#accepted === before.accepted && performance.now() - before.at < SHORT_TURN_MS) break;
    }
    TcpServer.prototype.close.call(this.server);
  }

  /**
   * Waits until all connections are over: answered, or quiet for `quietMs`.
   * @param deadline when, in milliseconds of the clock, to cut off what is left
   * @returns how many requests were cut off
   */
  async over(quietMs: number, deadline: number): Promise<number> {
    while (this.#connections.size > 0 && Date.now() < deadline) {
      for (const [socket, connection] of this.#connections) this.#endWhenQuiet(socket, connection, quietMs);
      await pause(LOOK_EVERY_MS);
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
