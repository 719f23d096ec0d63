import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { FuzzAnswer, FuzzRequest } from './request.js';

const TIME_OUT_MS = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/**
 * Sends a request as it is given: `fetch` would mend paths and refuse bodies.
 * @throws Error when the connection breaks or nothing comes for 30 s
 */
export function send(
  url: string,
  { method, target, headers, body }: Pick<FuzzRequest, 'method' | 'target' | 'headers' | 'body'>,
): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  const started = performance.now();
  const length = body === null ? {} : { 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const call = request(
      { agent, hostname, port, method, path: target, headers: { ...headers, ...length }, timeout: TIME_OUT_MS },
      (response) => {
        const chunks: Buffer[] = [];
        const answered = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
            ms: performance.now() - started,
          });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          // A stream of events goes on: its beginning is the answer.
          if (!response.headers['content-type']?.startsWith('text/event-stream')) return;
          answered();
          call.destroy();
        });
        response.on('error', reject);
        response.on('end', answered);
      },
    );
    call.on('timeout', () => call.destroy(new Error(`No answer for ${TIME_OUT_MS / 1000} s`)));
    call.on('error', reject);
    call.end(body ?? undefined);
  });
}
