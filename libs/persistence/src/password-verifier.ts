import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

const ITERATIONS = 4096;
const KEY_BYTES = 32;

/**
 * What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 5803). Given in place of the password itself, so that no log of
 * statements ever holds one.
 * @param salt 16 random bytes
 */
export function passwordVerifier(password: string, salt: Buffer): string {
  // RFC 5802 in short: the client proves the client key, of which the server keeps a hash; the server proves its own.
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, KEY_BYTES, 'sha256');
  const key = (name: string): Buffer => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${key('Server Key').toString('base64')}`;
}
