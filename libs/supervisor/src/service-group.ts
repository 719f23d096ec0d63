import type { ChildSpec } from './child-process.js';
import { type LineLog, prefixed } from './line-log.js';
import { type RestartPolicy, Service } from './service.js';
import type { StackFailure } from './stack-failure.js';

export interface GroupOptions {
  readonly log: LineLog;
  readonly graceMs: number;
  readonly restarts: RestartPolicy;
}

/** Programs that run at the same time and are stopped one after the other, in the order of their list. */
export class ServiceGroup {
  /** Settles when all are ready, with what each said, by name. */
  readonly ready: Promise<ReadonlyMap<string, Record<string, unknown>>>;
  /** Settles when one of them cannot be kept running. */
  readonly failed: Promise<StackFailure>;
  private readonly services: readonly (readonly [string, Service])[];

  constructor(
    specs: readonly ChildSpec[],
    private readonly options: GroupOptions,
  ) {
    this.services = specs.map((spec) => [
      spec.name,
      new Service(spec, prefixed(spec.name, options.log), options.restarts),
    ]);
    this.ready = Promise.all(this.services.map(async ([name, service]) => [name, await service.ready] as const)).then(
      (messages) => new Map(messages),
    );
    this.failed = Promise.race(this.services.map(([, service]) => service.failed));
  }

  /** The processes that run now, by name. */
  get pids(): Readonly<Record<string, number | undefined>> {
    return Object.fromEntries(this.services.map(([name, service]) => [name, service.pid]));
  }

  /** Settles at the next time the program of this name becomes ready. @throws Error when there is none of that name */
  readyAgain(name: string): Promise<void> {
    const service = new Map(this.services).get(name);
    if (!service) return Promise.reject(new Error(`No program of this stack is called ${name}`));
    return service.readyAgain();
  }

  async stop(): Promise<void> {
    for (const [, service] of this.services) await service.stop(this.options.graceMs);
  }
}
