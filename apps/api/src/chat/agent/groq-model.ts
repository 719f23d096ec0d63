import { ChatGroq } from '@langchain/groq';
import type { ChatConfig } from '@tor/config/config';
import { outgoingFetch } from '../../http/outgoing-fetch.js';

/** Where Groq's client asks, whatever server it is told to speak to. */
const GROQ_PATH = '/openai/v1';
/** Of one message, thoughts included: an answer to an owner is short. */
const MAX_TOKENS = 4096;
/** What fails is tried once more, a second later. */
const MAX_RETRIES = 1;
/** Of one answer, streamed or whole: the longest one is far below. */
const MAX_BYTES = 2 * 1024 * 1024;

/** The language model of a turn. */
export function groqModel({ key, baseUrl, model }: NonNullable<ChatConfig['groq']>): ChatGroq {
  const path = baseUrl === null ? '' : new URL(baseUrl).pathname.replace(/\/+$/, '');
  return new ChatGroq({
    apiKey: key,
    model,
    temperature: 0,
    maxTokens: MAX_TOKENS,
    maxRetries: MAX_RETRIES,
    ...(baseUrl === null ? {} : { baseUrl: new URL(baseUrl).origin }),
    fetch: repathing(path, outgoingFetch({ maxBytes: MAX_BYTES })),
  });
}

/** Others than Groq have their own path before the version. */
function repathing(path: string, ask: typeof fetch): typeof fetch {
  if (path === '') return ask;
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.pathname.startsWith(GROQ_PATH)) url.pathname = path + url.pathname.slice(GROQ_PATH.length);
    return ask(url, init);
  };
}
