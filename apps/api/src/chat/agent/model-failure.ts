import { DomainError } from '@tor/kernel/domain-error';

/** Why the language model gave no answer. */
export type ModelFailureKind = 'busy' | 'slow' | 'confused' | 'down';

/** The language model gave no answer that can be used. */
export class ModelFailure extends Error {
  constructor(
    readonly kind: ModelFailureKind,
    detail: string,
    cause?: unknown,
  ) {
    super(`The language model is ${kind}: ${detail}`, { cause });
    this.name = 'ModelFailure';
  }
}

/** What it said made no sense, more than once. */
export class ModelConfused extends ModelFailure {
  constructor(detail: string) {
    super('confused', detail);
  }
}

/** A tool failed because of the shop's own services, not because of what the model asked. */
export class ToolFailure extends Error {
  constructor(override readonly cause: unknown) {
    super('A tool failed', { cause });
    this.name = 'ToolFailure';
  }
}

const TOO_MANY_REQUESTS = 429;
/** What Groq answers when a message alone is beyond the tokens of a minute. */
const TOO_LARGE = 413;
const BAD_REQUEST = 400;

const SYSTEM_CODE = /^E[A-Z_]{2,30}$/;
const SERVER_CODE = /^[a-z]+(_[a-z]+){1,4}$/;

/**
 * What an error of the agent means.
 * @returns a {@link ModelFailure}; or, where a tool failed, what it threw
 */
export function meaningOf(error: unknown): unknown {
  const chain = causesOf(error);
  const tool = chain.find((one) => one instanceof ToolFailure);
  if (tool instanceof ToolFailure) return tool.cause;
  const known = chain.find((one) => one instanceof ModelFailure || one instanceof DomainError);
  if (known) return known;
  const status = chain.map(statusOf).find((one) => one !== undefined);
  const detail = chain.map(nameFor).join(' / ');
  if (status === TOO_MANY_REQUESTS || status === TOO_LARGE) return new ModelFailure('busy', detail, error);
  if (chain.some(isTimeout)) return new ModelFailure('slow', detail, error);
  if (status === BAD_REQUEST) return new ModelFailure('confused', detail, error);
  if (status !== undefined || chain.some(isConnection)) return new ModelFailure('down', detail, error);
  return new ModelFailure('confused', detail, error);
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (
    let one = error;
    one !== undefined && one !== null && chain.length < 10;
    one = (one as { cause?: unknown }).cause
  ) {
    chain.push(one);
  }
  return chain;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

/** What an error is, for the log: its kind, status and code. Messages of the model's server may repeat what the owner wrote. */
function nameFor(error: unknown): string {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  return [kind, statusOf(error), codeIn(error)].filter((part) => part !== undefined).join(' ');
}

/** Such as `ECONNREFUSED`, or `model_not_found` of the server's answer. */
function codeIn(error: unknown): string | undefined {
  const own = codeOf(error);
  if (SYSTEM_CODE.test(own)) return own;
  const body = (error as { error?: { error?: { code?: unknown }; code?: unknown } } | null)?.error;
  const told = body?.error?.code ?? body?.code;
  return typeof told === 'string' && SERVER_CODE.test(told) ? told : undefined;
}

function isTimeout(error: unknown): boolean {
  return nameOf(error) === 'TimeoutError' || /timed? ?out/i.test(messageOf(error));
}

function isConnection(error: unknown): boolean {
  const text = `${nameOf(error)} ${messageOf(error)} ${codeOf(error)}`;
  return /APIConnection|ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|socket|fetch failed|terminated|Premature close/i.test(text);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.constructor.name}` : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
