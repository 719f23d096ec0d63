import { booksFindings } from './books.js';
import { AnswerChecks, json } from './checks.js';
import type { ApiDocument } from '../openapi/document.js';
import { RequestBuilder } from './request-builder.js';
import type { FuzzAnswer, FuzzRequest } from './request.js';
import { send } from './send.js';
import { openUser, type User } from './user.js';

/** So many at a time, so that requests meet each other in the database. */
const AT_A_TIME = 6;
const USERS = 3;

export interface FuzzOptions {
  readonly url: string;
  readonly document: ApiDocument;
  readonly requests: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Told after each round of requests. */
  readonly onProgress?: (done: number) => void;
}

/** An answer, or a state of the books, that should not be. */
export interface Finding {
  readonly problem: string;
  readonly request?: FuzzRequest;
  readonly answer?: FuzzAnswer;
}

export interface FuzzReport {
  readonly findings: readonly Finding[];
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Good answers of each operation; one that has none was not tried in earnest. */
  readonly goodAnswers: Readonly<Record<string, number>>;
}

/**
 * Sends random requests of several users to a running API, made from its document, and holds every answer against the
 * document; afterwards the books must balance. Rounds of requests go out together and are made from what the rounds before
 * were answered: a seed gives the same requests but for the ids in them.
 */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { url, document, requests, seed, signal, onProgress } = options;
  const users: User[] = [];
  for (let user = 1; user <= USERS; user++) users.push(await openUser(url, `user${seed}-${user}`, users));
  const builder = new RequestBuilder(document, users, seed);
  const checks = new AnswerChecks(document);
  const findings: Finding[] = [];
  const statuses: Record<string, number> = {};
  const goodAnswers: Record<string, number> = {};

  for (let first = 0; first < requests; first += AT_A_TIME) {
    signal?.throwIfAborted();
    const numbers = Array.from({ length: Math.min(AT_A_TIME, requests - first) }, (_, index) => first + index);
    const round = numbers.map((number) => builder.build(number));
    const answers = await Promise.all(round.map((request) => send(url, request).catch(failure)));
    round.forEach((request, index) => {
      const answer = answers[index] ?? 'No answer';
      if (typeof answer === 'string') {
        findings.push({ problem: answer, request });
        return;
      }
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      const problem = checks.finding(request, answer);
      if (problem !== null) findings.push({ problem, request, answer });
      if (answer.status < 300 && request.operation) {
        const { name, path } = request.operation;
        goodAnswers[name] = (goodAnswers[name] ?? 0) + 1;
        request.user.ids.harvest(json(answer.text), subjectOfPath(path));
        builder.remember(request, answer);
      }
    });
    onProgress?.(first + round.length);
  }
  for (const user of users) {
    for (const problem of await booksFindings(url, document, user)) findings.push({ problem });
  }
  return { findings, statuses, goodAnswers };
}

function failure(error: unknown): string {
  return `The connection broke: ${error instanceof Error ? error.message : String(error)}`;
}

/** `goods` of `/api/goods/{id}/receipts`. */
function subjectOfPath(path: string): string {
  return path.split('/').find((segment) => segment !== '' && segment !== 'api') ?? '';
}
