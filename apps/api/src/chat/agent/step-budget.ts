import { ModelConfused } from './model-failure.js';

/** Calls of the model and of tools that one answer may take. */
export const MOST_STEPS = 15;
/** The same question again has the same answer. */
const MOST_REPEATS = 3;

/** Counts what one answer takes. */
export class StepBudget {
  #steps = 0;
  #modelCalls = 0;
  #tokens = 0;
  readonly #calls = new Map<string, number>();

  get steps(): number {
    return this.#steps;
  }

  /** Those of the steps that were calls of the model. */
  get modelCalls(): number {
    return this.#modelCalls;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** @throws ModelConfused beyond {@link MOST_STEPS} */
  takeModelCall(): void {
    this.#take();
    this.#modelCalls++;
  }

  /** @throws ModelConfused beyond {@link MOST_STEPS}, and when the same call comes again and again */
  takeToolCall(name: string, args: unknown): void {
    this.#take();
    const call = `${name} ${JSON.stringify(args)}`;
    const times = (this.#calls.get(call) ?? 0) + 1;
    this.#calls.set(call, times);
    if (times > MOST_REPEATS) throw new ModelConfused('it called the same tool again and again');
  }

  addTokens(tokens: number): void {
    this.#tokens += tokens;
  }

  #take(): void {
    if (this.#steps >= MOST_STEPS) throw new ModelConfused(`it took more than ${MOST_STEPS} steps`);
    this.#steps++;
  }
}
