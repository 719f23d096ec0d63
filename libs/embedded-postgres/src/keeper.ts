/**
 * A small process between the supervisor and PostgreSQL. It leads a session of its own, so Ctrl-C in a terminal does not
 * reach the database before its clients are done, and it stops the database when the supervisor is gone, however it went.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isKeeperOrder, type KeeperReport } from './keeper-messages.js';

const FAST_SHUTDOWN_MS = 60_000;

function report(message: KeeperReport): void {
  if (process.connected) process.send?.(message, () => undefined);
}

function keep(order: string): void {
  const parsed: unknown = JSON.parse(order);
  if (!isKeeperOrder(parsed)) throw new Error('The keeper needs its order as its one argument.');
  const { program, args, env, uid, gid } = parsed;
  const user = uid === undefined || gid === undefined ? {} : { uid, gid };
  const postgres = spawn(program, args, { ...user, cwd: '/', env, stdio: ['ignore', 'ignore', 'pipe'] });
  createInterface({ input: postgres.stderr }).on('line', (line) => report({ type: 'log', line }));

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // SIGINT is PostgreSQL's "fast" shutdown: sessions end, the data is written. SIGQUIT leaves that to the next start.
    postgres.kill('SIGINT');
    setTimeout(() => postgres.kill('SIGQUIT'), FAST_SHUTDOWN_MS).unref();
  };
  process.on('message', stop);
  process.on('disconnect', stop);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', stop);
  // The supervisor may have gone while this was still loading.
  if (!process.connected) stop();
  postgres.on('error', (error) => report({ type: 'log', line: error.message }));
  postgres.on('close', (code, signal) => {
    report({ type: 'ended', code, signal });
    process.removeAllListeners('disconnect');
    if (process.connected) process.disconnect();
  });
}

keep(process.argv[2] ?? '{}');
