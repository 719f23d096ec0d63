import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import WebSocket from 'ws';
import { outgoingFetch } from '../../http/outgoing-fetch.js';
import { unavailable } from './provider-refusals.js';

/** How long the provider has for an answer. */
const DEADLINE_MS = 5_000;
const MAX_BYTES = 256 * 1024;
const NO_CONTENT = 204;

/**
 * Asks the provider, with a client of its own for each question: a client remembers the session that it made last.
 * @param isAnswer what a good answer has to be, where an object is not enough
 * @throws DomainError `auth_provider_unavailable` when there is no answer in time, or one that the client cannot read
 */
export async function askSupabase<T>(
  { url, key }: { readonly url: string; readonly key: string },
  question: (auth: SupabaseClient['auth']) => Promise<T>,
  isAnswer: (body: object) => boolean = () => true,
): Promise<T> {
  const failed = new AbortController();
  const late = setTimeout(() => failed.abort(new Error(`No answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  const { auth } = createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: failingOnce(failed, isAnswer) },
    // Node 20 has no WebSocket of its own, and the client wants one even where realtime is not used.
    realtime: { transport: WebSocket as never },
  });
  try {
    return await Promise.race([question(auth), rejectedBy(failed.signal)]);
  } catch (error) {
    throw unavailable(error instanceof Error ? `${error.name}: ${error.message}` : 'no reason given');
  } finally {
    clearTimeout(late);
  }
}

/**
 * The client tries a refresh again for half a minute, and ends the process when it is told `null` for a session. So the first
 * failure ends the question, none of the later tries leaves this process, and only objects reach the client.
 */
function failingOnce(failed: AbortController, isAnswer: (body: object) => boolean): typeof fetch {
  const ask = outgoingFetch({ maxBytes: MAX_BYTES, signal: failed.signal });
  return async (input, init) => {
    try {
      const response = await ask(input, init);
      const { status, statusText, headers } = response;
      if (status >= 500) throw new Error(`Answered with ${status}`);
      if (status === NO_CONTENT) return response;
      const text = await response.text();
      if (response.ok && !isAnswer(objectOf(text))) throw new Error('Answered with something else than was asked for');
      return new Response(text, { status, statusText, headers });
    } catch (error) {
      failed.abort(error);
      // What is thrown here the client writes to the console, in its own words and past the log.
      return Response.json({ message: 'no answer' }, { status: 503 });
    }
  };
}

/** @throws Error when it is none */
function objectOf(text: string): object {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Answered with no object');
  return value;
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}
