import { connect, type Socket } from 'node:net';

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly body: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const STATUS_AT = 'HTTP/1.1 '.length;

/**
 * A kept connection that costs as little as can be, so that what is measured is the server: it sends bytes that were put together
 * before, one request at a time, and reads answers that say how long they are.
 */
export class RawConnection {
  #parts: Buffer[] = [];
  #length = 0;
  #needed = 0;
  #head = '';
  #bodyAt = 0;
  #waiting: { resolve: (answer: RawAnswer) => void; reject: (error: Error) => void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (part) => this.#read(part));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('The server closed the connection')));
  }

  /** @throws Error when nobody listens there */
  static open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawConnection(socket));
      });
    });
  }

  /**
   * Sends a whole request and reads its whole answer.
   * @throws Error when the answer does not say its length, or the connection breaks
   */
  send(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.#waiting = null;
    this.socket.destroy();
  }

  #read(part: Buffer): void {
    this.#parts.push(part);
    this.#length += part.length;
    if (this.#needed === 0 && !this.#readHead()) return;
    if (this.#length < this.#needed) return;
    const all = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    const status = Number(this.#head.slice(STATUS_AT, STATUS_AT + 3));
    const body = all.subarray(this.#bodyAt);
    this.#parts = [];
    this.#length = this.#needed = 0;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve({ status, body });
  }

  /** @returns whether it is there */
  #readHead(): boolean {
    const all = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    this.#parts = [all];
    const end = all.indexOf(END_OF_HEAD);
    if (end < 0) return false;
    this.#head = all.toString('latin1', 0, end);
    const length = LENGTH.exec(this.#head)?.[1];
    if (length === undefined) {
      this.#fail(new Error('The answer does not say how long it is'));
      return false;
    }
    this.#bodyAt = end + END_OF_HEAD.length;
    this.#needed = this.#bodyAt + Number(length);
    return true;
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
  }
}

/** The bytes of a request over a kept connection. */
export function requestBytes({ method, path, headers = {}, body }: RawRequest, host = 'localhost'): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: string;
}
