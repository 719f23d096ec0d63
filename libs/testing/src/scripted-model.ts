import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client of the model asked. */
export interface ModelRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters: object } }[];
}

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
  readonly tool_call_id?: string;
}

export interface ScriptedCall {
  readonly name: string;
  /** An object; or a text that is sent as it is, be it no JSON. */
  readonly args: object | string;
}

/** What the scripted model does about one request. */
export type ModelTurn =
  | { readonly say: string; /** Said once this settles. */ readonly wait?: Promise<void> }
  | { readonly call: readonly ScriptedCall[]; readonly say?: string }
  /** An error, or any other answer as it is. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  /** No answer at all. */
  | { readonly hang: true }
  /** Half an answer, then a broken connection. */
  | { readonly breakAfter: string };

export type Script = (request: ModelRequest, asked: number) => ModelTurn;

/** A server that speaks the chat completions of Groq's API, streamed or whole, and says what a test wrote for it. */
export class ScriptedModel {
  /** What was asked since the last {@link follow}. */
  readonly requests: ModelRequest[] = [];
  /** The path and key of the latest request. */
  lastPath = '';
  lastKey = '';
  #script: Script = () => ({ say: 'Baik.' });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<ScriptedModel> {
    const model = new ScriptedModel();
    await new Promise<void>((resolve) => model.#server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  /** Where it is asked. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Variables that send the API here. */
  get env(): Record<string, string> {
    return { GROQ_KEY: 'a-key-for-tests', GROQ_BASE_URL: this.url };
  }

  /** Says what `script` says from now on: the turns of a list one after the other, the last one for good. */
  follow(script: Script | readonly ModelTurn[]): void {
    this.requests.length = 0;
    this.#script =
      typeof script === 'function'
        ? script
        : (_, asked) => script[Math.min(asked, script.length - 1)] ?? { say: 'Baik.' };
  }

  /** The results of tools that the latest request holds after its last words of the owner, as JSON. */
  results(): ReturnType<typeof JSON.parse>[] {
    const messages = this.requests.at(-1)?.messages ?? [];
    const last = messages.findLastIndex(({ role }) => role === 'user');
    return messages.slice(last).flatMap(({ role, content }) => (role === 'tool' ? [parsed(content)] : []));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse(await bodyOf(request)) as ModelRequest;
    this.lastPath = request.url ?? '';
    this.lastKey = request.headers.authorization ?? '';
    const turn = this.#script(asked, this.requests.length);
    this.requests.push(asked);
    if ('hang' in turn) return;
    if ('wait' in turn) await turn.wait;
    if ('status' in turn) {
      response.writeHead(turn.status, { 'content-type': 'application/json', ...turn.headers }).end(turn.body);
    } else if ('breakAfter' in turn) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(event({ content: turn.breakAfter }), () => response.destroy());
    } else if (asked.stream) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const delta of deltasOf(turn)) response.write(event(delta));
      const finish = 'call' in turn ? 'tool_calls' : 'stop';
      response.write(event({}, finish));
      response.end('data: [DONE]\n\n');
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion(turn)));
    }
  }
}

const USAGE = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };

type Words = Extract<ModelTurn, { say: string } | { call: readonly ScriptedCall[] }>;

function completion(turn: Words): object {
  const message = {
    role: 'assistant',
    content: turn.say ?? null,
    ...('call' in turn ? { tool_calls: callsOf(turn.call) } : {}),
  };
  const choice = { index: 0, message, finish_reason: 'call' in turn ? 'tool_calls' : 'stop' };
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [choice],
    usage: USAGE,
  };
}

function callsOf(calls: readonly ScriptedCall[]): object[] {
  return calls.map(({ name, args }, index) => ({
    ...{ index, id: `call_${index}_${randomUUID()}`, type: 'function' },
    function: { name, arguments: typeof args === 'string' ? args : JSON.stringify(args) },
  }));
}

/** Words one by one, arguments in halves, as a model streams them. */
function deltasOf(turn: Words): object[] {
  const words = (turn.say?.match(/\S+\s*/g) ?? []).map((content) => ({ role: 'assistant', content }));
  if (!('call' in turn)) return words;
  const calls = callsOf(turn.call) as { index: number; id: string; function: { name: string; arguments: string } }[];
  return [
    ...words,
    ...calls.flatMap(({ index, id, function: { name, arguments: args } }) => {
      const half = Math.ceil(args.length / 2);
      return [
        {
          role: 'assistant',
          tool_calls: [{ index, id, type: 'function', function: { name, arguments: args.slice(0, half) } }],
        },
        { tool_calls: [{ index, function: { arguments: args.slice(half) } }] },
      ];
    }),
  ];
}

function event(delta: object, finish: string | null = null): string {
  const choice = { index: 0, delta, finish_reason: finish };
  const usage = finish === null ? {} : { x_groq: { id: 'req_1', usage: USAGE } };
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model: 'scripted', choices: [choice] };
  return `data: ${JSON.stringify({ ...chunk, ...usage })}\n\n`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
