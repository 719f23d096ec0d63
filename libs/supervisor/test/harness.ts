import { EventEmitter, on } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of a file in `fixtures`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tor-supervisor-'));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
}

/** Collects lines and waits for one. */
export class LogBook {
  readonly lines: string[] = [];
  private readonly events = new EventEmitter();

  readonly log = (line: string): void => {
    this.lines.push(line);
    this.events.emit('line', line);
  };

  /** No line follows: whoever waits for one need not any longer. */
  end(): void {
    this.events.emit('end');
  }

  /** Waits until so many lines hold the text. */
  async until(text: string, times = 1): Promise<void> {
    const count = (): number => this.lines.filter((line) => line.includes(text)).length;
    if (count() >= times) return;
    for await (const _line of on(this.events, 'line', { close: ['end'] })) if (count() >= times) return;
    throw new Error(`The log ended without "${text}":\n${this.lines.join('\n')}`);
  }

  /** In which line the text is first; -1 where it is not. */
  position(text: string): number {
    return this.lines.findIndex((line) => line.includes(text));
  }
}

/** Knows which programs live by the connections that they hold. */
export class Witness {
  private readonly server: Server = createServer();
  private readonly events = new EventEmitter();
  private alive = 0;

  async listen(): Promise<number> {
    this.server.on('connection', (socket) => {
      this.alive += 1;
      this.events.emit('change');
      socket.on('error', () => undefined);
      socket.resume().on('close', () => {
        this.alive -= 1;
        this.events.emit('change');
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  /** Waits until exactly so many live. */
  async until(count: number): Promise<void> {
    if (this.alive === count) return;
    for await (const _change of on(this.events, 'change')) if (this.alive === count) return;
  }

  close(): void {
    this.server.close();
  }
}
