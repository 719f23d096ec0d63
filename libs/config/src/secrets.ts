import type { Config } from './config.js';

/** Shorter ones are words that a log may need. */
const SHORTEST = 6;

/** All values of the configuration that no log may hold: keys, and the passwords within URLs. */
export function secretsOf({ auth, chat, database, operator, queue, tracesEndpoint }: Config): string[] {
  const urls = [
    database.url,
    database.migrationUrl,
    queue.redisUrl,
    auth.supabase?.url,
    chat.groq?.baseUrl,
    tracesEndpoint,
  ];
  const values = [
    auth.jwtSecret,
    operator.token,
    auth.supabase?.key,
    auth.supabase?.jwtSecret,
    chat.groq?.key,
    ...urls.flatMap(passwordsOf),
  ];
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && value.length >= SHORTEST))];
}

/** The password of a URL as it stands there and as it is meant; also one that is given as a parameter. */
function passwordsOf(url: string | null | undefined): string[] {
  if (!url || !URL.canParse(url)) return [];
  const { password, searchParams } = new URL(url);
  return [password, decoded(password), searchParams.get('password') ?? ''];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
