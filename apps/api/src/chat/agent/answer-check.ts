import type { NumberGrounds } from './number-grounds.js';
import type { PromptGuard } from './prompt-guard.js';

/** What is wrong with an answer. */
export type AnswerFault =
  { readonly kind: 'instructions' } | { readonly kind: 'numbers'; readonly numbers: readonly string[] };

/** Holds answers against what may be said. */
export class AnswerCheck {
  constructor(
    readonly grounds: NumberGrounds,
    private readonly guard: PromptGuard,
  ) {}

  faultOf(answer: string): AnswerFault | null {
    if (this.guard.repeats(answer)) return { kind: 'instructions' };
    const numbers = this.grounds.unknownIn(answer);
    return numbers.length > 0 ? { kind: 'numbers', numbers } : null;
  }
}
