import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BareRoute, BareServerSettings } from './bare-routes.js';

const MAIN = fileURLToPath(new URL('./bare-server-main.js', import.meta.url));

/** The bare server, a process of its own as the API is one. */
export class BareServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** @throws Error when it does not come up */
  static async start(settings: BareServerSettings): Promise<BareServer> {
    const child = fork(MAIN, [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const { url } = await told<{ type: 'ready'; url: string }>(child);
    return new BareServer(child, url);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it is to answer from now on, besides what it answers already. */
  async answer(routes: readonly BareRoute[]): Promise<void> {
    const known = told(this.child);
    this.child.send(routes);
    await known;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null || !this.child.connected) return;
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}

async function told<Message>(child: ChildProcess): Promise<Message> {
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('The bare server ended by itself')));
  gone.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [Message];
  return message;
}
