import { bodyFor } from './bodies.js';
import { operationsOf, type ApiDocument, type Operation } from '../openapi/document.js';
import { Random } from './random.js';
import type { FuzzAnswer, FuzzRequest } from './request.js';
import { strayTarget, targetFor } from './targets.js';
import type { User } from './user.js';

const IDEMPOTENCY_KEY = 'Idempotency-Key';
const MOST_REMEMBERED = 200;
/** Hashing a password takes long on purpose. */
const SHARE_OF_SIGN_INS = 0.02;
const SHARE_OF_STRAYS = 0.02;

/** More is made than deleted, so that there is something to work on. */
const WEIGHTS: Readonly<Record<string, number>> = { GET: 2, POST: 4, PUT: 4, DELETE: 1 };

const UNFIT_KEYS = ['', ' ', 'a b', 'x'.repeat(256), 'x'.repeat(5000), 'k\u00e9y', '\t'];
const UNFIT_TOKENS = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer a.b.c',
  'Basic YTpi',
  'Bearer null',
  'bearer \u00e9',
  `Bearer ${'a'.repeat(4000)}`,
];

/** Makes the requests of a run, each from the run's seed, its own number, and what was answered before. */
export class RequestBuilder {
  readonly #guarded: readonly Operation[];
  readonly #open: readonly Operation[];
  readonly #carriedOut: { request: FuzzRequest; answer: FuzzAnswer }[] = [];

  constructor(
    private readonly document: ApiDocument,
    private readonly users: readonly User[],
    private readonly seed: number,
  ) {
    const operations = operationsOf(document);
    const guarded = operations.filter(({ security }) => security !== undefined);
    this.#guarded = guarded.flatMap((one) => Array.from({ length: WEIGHTS[one.method] ?? 1 }, () => one));
    this.#open = operations.filter(({ security }) => security === undefined);
  }

  /** The request of this number. */
  build(number: number): FuzzRequest {
    const random = Random.ofRequest(this.seed, number);
    const user = random.pick(this.users);
    const earlier = this.#carriedOut.length > 0 && random.chance(0.03) ? random.pick(this.#carriedOut) : null;
    if (earlier) return { ...earlier.request, number, repeats: earlier };
    if (random.chance(SHARE_OF_STRAYS)) {
      const { method, target } = strayTarget(random, Object.keys(this.document.paths));
      return { number, operation: null, user, method, target, headers: tokenOf(user), body: null };
    }
    const operation = random.pick(random.chance(SHARE_OF_SIGN_INS) ? this.#open : this.#guarded);
    // Now and then all at once, so that the largest meet each other.
    const atTheEnds = random.chance(0.1) ? 0.8 : 0.1;
    const source = { document: this.document, random, ids: user.ids, atTheEnds };
    const target = targetFor(operation, source);
    const { type, bytes } = bodyFor(operation, source);
    const headers = {
      ...tokenOf(user),
      ...(type === null ? {} : { 'Content-Type': type }),
      ...this.#keyOf(operation, random),
      ...unfitHeaders(random),
    };
    return { number, operation, user, method: operation.method, target, headers, body: bytes };
  }

  /** Remembers a request that was carried out under a key, to be sent again. */
  remember(request: FuzzRequest, answer: FuzzAnswer): void {
    if (request.repeats || !(IDEMPOTENCY_KEY in request.headers) || !request.operation) return;
    if (answer.status < 200 || answer.status > 299) return;
    this.#carriedOut.push({ request, answer });
    if (this.#carriedOut.length > MOST_REMEMBERED) this.#carriedOut.shift();
  }

  #keyOf(operation: Operation, random: Random): Record<string, string> {
    if (!operation.parameters?.some(({ name }) => name === IDEMPOTENCY_KEY)) return {};
    const draw = random.next();
    if (draw < 0.5) return {};
    if (draw < 0.8) return { [IDEMPOTENCY_KEY]: random.uuid() };
    // Few enough that requests meet each other's.
    if (draw < 0.95) return { [IDEMPOTENCY_KEY]: `key-${random.int(1, 40)}` };
    return { [IDEMPOTENCY_KEY]: random.pick(UNFIT_KEYS) };
  }
}

function tokenOf(user: User): Record<string, string> {
  return { Authorization: `Bearer ${user.accessToken}` };
}

function unfitHeaders(random: Random): Record<string, string> {
  const draw = random.next();
  if (draw < 0.02) return { Authorization: random.pick(UNFIT_TOKENS) };
  if (draw < 0.03) return { 'X-Request-Id': random.pick(['', 'a b', 'x'.repeat(500), '<script>', 'ok-1']) };
  if (draw < 0.04) return { 'Content-Encoding': random.pick(['gzip', 'deflate', 'br', 'zstd9', 'identity']) };
  if (draw < 0.05) return { Accept: random.pick(['text/html', 'image/png', '*/*;q=0', 'garbage']) };
  return {};
}
