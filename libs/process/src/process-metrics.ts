import { collectDefaultMetrics, Registry } from 'prom-client';

/** What a scrape is answered. */
export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}

/** The metrics of one process: those of Node.js, and whatever is registered here. */
export class ProcessMetrics {
  readonly registry = new Registry();
  #collecting: Promise<string> | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** All metrics as text. Who asks while they are being collected gets the same ones. */
  async page(): Promise<MetricsPage> {
    this.#collecting ??= this.registry.metrics().finally(() => (this.#collecting = undefined));
    return { contentType: this.registry.contentType, text: await this.#collecting };
  }
}
