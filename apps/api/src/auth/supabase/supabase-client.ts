import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import WebSocket from 'ws';
import { outgoingFetch } from '../../http/outgoing-fetch.js';
import { unavailable } from './provider-refusals.js';

/** How long the provider has for all of an answer, its client's own tries included. */
const DEADLINE_MS = 5_000;
const MAX_BYTES = 256 * 1024;

/**
 * Asks the provider, with a client of its own for each question: a client remembers the session that it made last.
 * @throws DomainError `auth_provider_unavailable` when there is no answer in time, or one that the client cannot read
 */
export async function askSupabase<T>(
  { url, key }: { readonly url: string; readonly key: string },
  question: (auth: SupabaseClient['auth']) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const { auth } = createClient(url, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: outgoingFetch({ maxBytes: MAX_BYTES, signal }) },
    // Node 20 has no WebSocket of its own, and the client wants one even where realtime is not used.
    realtime: { transport: WebSocket as never },
  });
  try {
    // The client tries a refresh again for half a minute. After the deadline none of its tries leaves this process.
    return await Promise.race([question(auth), rejectedAt(signal)]);
  } catch (error) {
    throw unavailable(error instanceof Error ? `${error.name}: ${error.message}` : 'no reason given');
  }
}

function rejectedAt(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}
