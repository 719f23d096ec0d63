/** An event of a stream; a comment, or when to come back, has no name. */
export interface StreamedEvent {
  readonly name: string | null;
  /** What `JSON.parse` makes of its data; null of a comment. */
  readonly data: ReturnType<typeof JSON.parse>;
}

/** A stream of server-sent events that is being read. */
export interface EventStream {
  readonly status: number;
  readonly headers: Headers;
  /** The events in their order, until the stream ends. */
  readonly events: AsyncGenerator<StreamedEvent>;
  /** Goes away without a word. */
  leave(): void;
}

/**
 * Opens a stream with the token in the header.
 * @param body what is posted; left out: it is a GET
 */
export async function openEventStream(url: string, accessToken: string | null, body?: object): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: {
      ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    signal: leaving.signal,
  });
  return {
    status: response.status,
    headers: response.headers,
    events: eventsOf(response),
    leave: () => leaving.abort(),
  };
}

async function* eventsOf(response: Response): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield eventOf(block);
  }
}

function eventOf(block: string): StreamedEvent {
  if (/^(:|retry:)/.test(block)) return { name: null, data: null };
  const [, name = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
  return { name, data: JSON.parse(data) };
}
