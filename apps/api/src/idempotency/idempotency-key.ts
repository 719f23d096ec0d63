import type {} from 'multer';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Request } from 'express';
import { ValidationProblem } from '../http/validation.js';

export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** Visible ASCII, so that every client and log writes a key the same way. */
export const ACCEPTABLE_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The key that the client sent; undefined when it sent none.
 * @throws ValidationProblem when it is empty, longer than 255 characters or not of visible ASCII characters
 */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.get(IDEMPOTENCY_KEY);
  if (key === undefined) return undefined;
  if (ACCEPTABLE_KEY.test(key)) return key;
  const message = `${IDEMPOTENCY_KEY} must be 1 to 255 visible ASCII characters`;
  throw new ValidationProblem([{ field: IDEMPOTENCY_KEY, message }]);
}

/** What makes two requests the same: method, path, query, body, and the content of an uploaded file. */
export async function fingerprintOf(request: Request): Promise<string> {
  const hash = hashOf(request.method, request.path.replace(/\/+$/, ''), request.query, request.body ?? null);
  if (request.file) await addFile(hash, request.file.path);
  return hash.digest('hex');
}

/** The fingerprint that a POST of this body to this path would have. */
export function fingerprintOfPost(path: string, body: unknown): string {
  return hashOf('POST', path, {}, body).digest('hex');
}

function hashOf(...parts: readonly unknown[]): Hash {
  return createHash('sha256').update(JSON.stringify(parts));
}

async function addFile(hash: Hash, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) hash.update(chunk);
}
