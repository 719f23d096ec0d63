import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { isKeeperReport, type KeeperOrder } from './keeper-messages.js';
import { PostgresUnavailable } from './postgres-unavailable.js';

/** A PostgreSQL that accepts connections. */
export interface Server {
  readonly keeperPid: number;
  /** Settles when the keeper is gone; `clean` says whether it saw the database end first. */
  readonly ended: Promise<{ readonly clean: boolean }>;
  stop(): void;
}

/** PostgreSQL ended before it accepted connections; its log says why. */
export class ServerFailed extends PostgresUnavailable {
  constructor(readonly lines: readonly string[]) {
    super(`The embedded PostgreSQL did not start: ${lines.join('\n') || 'it said nothing'}`);
    this.name = 'ServerFailed';
  }

  /** The port was taken in between, or a PostgreSQL of an earlier start has not fully gone: worth another try. */
  get passes(): boolean {
    return this.lines.some((line) =>
      /Address already in use|could not bind|lock file .* already exists|pre-existing shared memory block/.test(line),
    );
  }
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port was found.'));
      });
    });
  });
}

/** The keeper is a process of its own, so it is always the compiled file, also when this one is read from its source. */
function keeperFile(): string {
  return fileURLToPath(new URL('../dist/keeper.js', import.meta.url));
}

/** Starts PostgreSQL below a keeper and waits until it accepts connections. */
export function launch(order: KeeperOrder, log: (line: string) => void): Promise<Server> {
  const keeper = fork(keeperFile(), [JSON.stringify(order)], {
    detached: true,
    cwd: '/',
    env: { ...order.env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const lines: string[] = [];
  let clean = false;
  const ended = new Promise<{ clean: boolean }>((resolve) => {
    // Not 'exit': messages may still be on their way then.
    keeper.once('close', () => resolve({ clean }));
  });
  return new Promise((resolve, reject) => {
    keeper.once('error', reject);
    void ended.then(() => reject(new ServerFailed(lines)));
    keeper.on('message', (message) => {
      if (!isKeeperReport(message)) return;
      if (message.type === 'ended') {
        clean = true;
        return;
      }
      log(message.line);
      lines.push(message.line);
      if (lines.length > 20) lines.shift();
      if (message.line.includes('database system is ready to accept connections')) {
        const stop = (): void => {
          if (keeper.connected) keeper.send({ type: 'stop' }, () => undefined);
        };
        resolve({ keeperPid: keeper.pid ?? 0, ended, stop });
      }
    });
  });
}
