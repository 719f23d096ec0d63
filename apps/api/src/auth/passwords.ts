import { hash, parseOptions, verify, type Algorithm } from '@node-rs/argon2';

const ARGON2ID: Algorithm.Argon2id = 2;

/** What hashing a password costs: OWASP's least for argon2id, 19 MiB and two passes. Older hashes are brought up to it. */
export const PASSWORD_COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, PASSWORD_COST);
}

/** @param passwordHash in PHC string form, of whatever cost */
export function isPassword(password: string, passwordHash: string): Promise<boolean> {
  return verify(passwordHash, password);
}

/** Whether a hash was made more cheaply than hashes are made now. */
export function isCheap(passwordHash: string): boolean {
  const { algorithm, memoryCost, timeCost } = parseOptions(passwordHash);
  return algorithm !== ARGON2ID || memoryCost < PASSWORD_COST.memoryCost || timeCost < PASSWORD_COST.timeCost;
}
