import { type KeptConnections, type LoadAnswer, type LoadRequest, NoAnswer } from './kept-connections.js';

/** A balancer: each request goes to the next server; one that is refused a connection goes to the one after it. */
export class RoundRobin {
  #turn = 0;

  /** @param urls of the servers that are in the rotation now */
  constructor(
    private readonly client: KeptConnections,
    private readonly urls: () => readonly string[],
  ) {}

  /** Sends a request to one server; again only where it was not sent at all. @throws NoAnswer */
  async send(request: LoadRequest): Promise<LoadAnswer> {
    const urls = this.urls();
    const first = this.#turn++;
    for (let tried = 0; ; tried++) {
      try {
        return await this.client.send(urls[(first + tried) % urls.length] ?? '', request);
      } catch (error) {
        if (!(error instanceof NoAnswer && error.refused) || tried + 1 >= urls.length) throw error;
      }
    }
  }
}
