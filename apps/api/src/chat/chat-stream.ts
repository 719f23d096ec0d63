import type { Response } from 'express';
import { EVENT_STREAM_HEADERS, eventText, HEARTBEAT } from '../http/event-stream.js';
import { toProblem } from '../http/problem.filter.js';
import type { AgentEvent, AgentListener } from './agent/agent-event.js';
import type { ChatAnswerView } from './dto/chat.view.js';

/** Nobody between may take the connection for dead while the model thinks. */
const HEARTBEAT_MS = 5000;

/** Tells a client of an answer that is being made. */
export class ChatStream {
  constructor(private readonly response: Response) {}

  /** @throws what `answer` throws before its first event; later failures are told as an event */
  async run(answer: (listen: AgentListener) => Promise<ChatAnswerView>): Promise<void> {
    const heartbeat = setInterval(() => this.#heartbeat(), HEARTBEAT_MS);
    try {
      const { pending_action: proposal, ...rest } = await answer((event) => this.#tell(event));
      if (proposal) this.#send('proposal', proposal);
      this.#send('end', { ...rest, ...(proposal && { pending_action: proposal }) });
    } catch (error) {
      if (!this.response.headersSent) throw error;
      this.#send('error', toProblem(error));
    } finally {
      clearInterval(heartbeat);
      if (this.response.headersSent) this.response.end();
    }
  }

  #tell(event: AgentEvent): void {
    const { kind, ...data } = event;
    this.#send(kind, data);
  }

  #send(name: string, data: object): void {
    if (!this.response.headersSent) this.response.writeHead(200, EVENT_STREAM_HEADERS);
    this.response.write(eventText(name, data));
  }

  /** Before the first event the answer may still become a problem with a status of its own. */
  #heartbeat(): void {
    if (this.response.headersSent) this.response.write(HEARTBEAT);
  }
}
