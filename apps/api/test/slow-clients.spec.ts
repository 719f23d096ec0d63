import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectOk } from '@tor/testing/api-client';
import { startTestStack, type TestStack } from '@tor/testing/test-stack';
import { byAddress } from './limit-steps.js';

const SLOW = 20;

describe('clients that send slowly or too much', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await startTestStack({ env: { HTTP_HEADERS_TIMEOUT_MS: '500' } });
  });

  afterAll(() => stack.stop());

  /** A connection, what comes back on it, and its end. */
  async function open(text: string): Promise<{ socket: Socket; answer: Promise<string> }> {
    const socket = connect(Number(new URL(stack.stack.apiUrl).port), '127.0.0.1');
    socket.setEncoding('utf8');
    let read = '';
    socket.on('data', (part: string) => (read += part));
    socket.on('error', () => undefined);
    const answer = new Promise<string>((resolve) => socket.once('close', () => resolve(read)));
    await once(socket, 'connect');
    socket.write(text);
    return { socket, answer };
  }

  it('are cut off when the headers do not come to an end, and hold up nobody meanwhile', async () => {
    const slow = await Promise.all(
      Array.from({ length: SLOW }, () => open('GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')),
    );
    // Each goes on with a letter now and then, so that the connection is never idle.
    const drips = setInterval(() => slow.forEach(({ socket }) => socket.writable && socket.write('a')), 50);
    try {
      const caller = byAddress(stack.stack.apiUrl);
      const [answers] = await Promise.all([
        Promise.all(slow.map(({ answer }) => answer)),
        caller.get('/health/live').then(expectOk),
      ]);
      for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expectOk(await caller.get('/health/live'));
    } finally {
      clearInterval(drips);
    }
  });

  it('are refused headers that are too large', async () => {
    const { answer } = await open(
      `GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`,
    );
    expect(await answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});
