/** Variables whose value lets its holder speak for somebody: it has to be one that nobody else can know. */
export const SECRETS: readonly string[] = ['TOR_JWT_SECRET', 'SUPABASE_JWT_SECRET', 'OPERATOR_TOKEN'];

/** Secrets that everybody can read: those of jwt.io and of Supabase's command line tool. */
const PUBLISHED: ReadonlySet<string> = new Set([
  'your-256-bit-secret',
  'super-secret-jwt-token-with-at-least-32-characters-long',
]);
const PLACEHOLDER =
  /change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|with)|your[-_ ]?(own[-_ ]?)?(secret|token|jwt|key|password)|placeholder|<.*>|^(secret|password|example|todo|test)[\d\W]*$/i;
const FEWEST_CHARACTERS = 6;
const LONGEST_REPEATED = 12;

/** What is wrong with the secrets that are set, a line for each. Never holds one. */
export function weakSecrets(source: Readonly<Record<string, string | undefined>>): string[] {
  return SECRETS.filter((name) => isWeak(source[name] ?? '')).map(
    (name) => `${name} is an example or a placeholder: set a random one, such as "openssl rand -hex 32" makes`,
  );
}

function isWeak(secret: string): boolean {
  if (secret === '') return false;
  return (
    PUBLISHED.has(secret) ||
    PLACEHOLDER.test(secret) ||
    new Set(secret).size < FEWEST_CHARACTERS ||
    isRepeated(secret.toLowerCase())
  );
}

/** A short text over and over again, such as `12345678` four times. */
function isRepeated(secret: string): boolean {
  for (let length = 1; length <= Math.min(LONGEST_REPEATED, secret.length / 2); length++) {
    const unit = secret.slice(0, length);
    if (unit.repeat(Math.ceil(secret.length / length)).startsWith(secret)) return true;
  }
  return false;
}
