/** What the global setup started and the global teardown has to end. Both run in the same process. */
export interface StartedServer {
  readonly dataDir: string;
  stop(): Promise<void>;
}

const started: StartedServer[] = [];

export function keepForTeardown(server: StartedServer): void {
  started.push(server);
}

export function takeForTeardown(): StartedServer[] {
  return started.splice(0);
}
