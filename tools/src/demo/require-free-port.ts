import { once } from 'node:events';
import { createServer } from 'node:net';
import { StackFailure } from '@tor/supervisor/stack-failure';

/**
 * Says at once that the API could not listen, which it would say itself only after three tries.
 * @param port 0 means any free one
 * @throws StackFailure when the port cannot be had
 */
export async function requireFreePort(port: number): Promise<void> {
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const problem = code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${code})`;
    throw new StackFailure(`Port ${port} ${problem}. Set PORT to another one, or to 0 for any free one.`);
  }
  server.close();
  await once(server, 'close');
}
