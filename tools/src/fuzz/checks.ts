import { SchemaChecks } from '../openapi/schema-checks.js';
import type { ApiDocument, Media, Operation } from '../openapi/document.js';
import type { FuzzAnswer, FuzzRequest } from './request.js';

const PROBLEM = 'application/problem+json';
const SLOW_MS = 12_000;

/** What every answer has to keep to, by the document. */
export class AnswerChecks {
  readonly #schemas: SchemaChecks;
  readonly #problem = { $ref: '#/components/schemas/ProblemDetails' };

  constructor(document: ApiDocument) {
    this.#schemas = new SchemaChecks(document, { closed: true });
  }

  /** What is wrong with an answer; null when nothing is. */
  finding(request: FuzzRequest, answer: FuzzAnswer): string | null {
    if (answer.status >= 500) return `status ${answer.status}`;
    if (answer.ms > SLOW_MS) return `took ${Math.round(answer.ms)} ms`;
    if (request.repeats) return repeatFinding(request.repeats.answer, answer);
    if (request.method === 'HEAD' || request.method === 'OPTIONS') return null;
    const { operation } = request;
    if (answer.status >= 400) return this.#refusal(operation, answer);
    return operation ? this.#goodAnswer(operation, answer) : null;
  }

  #refusal(operation: Operation | null, answer: FuzzAnswer): string | null {
    const { status, contentType, text } = answer;
    if (operation && !(status in operation.responses)) return `status ${status} is not documented`;
    if (!contentType.startsWith(PROBLEM)) return `a refusal of the type "${contentType}"`;
    const problem: { status?: unknown; code?: string } | null = json(text);
    const broken = problem === null ? 'no JSON' : this.#schemas.problem(this.#problem, problem);
    if (broken !== null || problem === null) return `problem details that break their schema: ${broken}`;
    if (problem.status !== status) return `status ${status}, but ${String(problem.status)} in the body`;
    const codes = operation?.['x-error-codes'];
    return codes && !codes.includes(problem.code ?? '') ? `code "${problem.code}" is not documented` : null;
  }

  #goodAnswer({ responses }: Operation, { status, contentType, text }: FuzzAnswer): string | null {
    const response = responses[String(status)];
    if (!response) return `status ${status} is not documented`;
    const contents: [string, Media][] = Object.entries(response.content ?? {});
    if (contents.length === 0) return text === '' ? null : 'a body where none is documented';
    const [, media] = contents.find(([type]) => contentType.startsWith(type)) ?? [];
    if (!media) return `an answer of the type "${contentType}"`;
    if (!contentType.startsWith('application/json') || !media.schema) return null;
    const broken = this.#schemas.problem(media.schema, json(text));
    return broken === null ? null : `an answer that breaks its schema: ${broken}`;
  }
}

function repeatFinding(first: FuzzAnswer, again: FuzzAnswer): string | null {
  if (again.status !== first.status) return `sent again with its key: status ${again.status}, first ${first.status}`;
  if (again.text !== first.text) return 'sent again with its key: another answer than first';
  return again.headers['idempotency-replayed'] === 'true' ? null : 'sent again with its key: not marked as replayed';
}

/** Null where the text is no JSON. */
export function json<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
