import type { AnswerCheck } from './answer-check.js';

/** More words than a passage that gives the instructions away has: its beginning is still here when its end comes. */
const HELD_WORDS = 12;

/** Lets a streamed answer out a few words late, as long as nothing is wrong with it. */
export class ReleaseGate {
  #text = '';
  #released = 0;
  #shut = false;

  /** @param check null: everything goes out at once */
  constructor(private readonly check: AnswerCheck | null) {}

  /** Takes the next piece. @returns what can go out now */
  push(piece: string): string {
    this.#text += piece;
    if (!this.check) return this.end();
    const words = [...this.#text.matchAll(/\S+/g)].map((word) => word.index);
    // The last word may be unfinished: half a number is another number.
    return this.#release(words.at(-HELD_WORDS) ?? 0, words.at(-1) ?? 0);
  }

  /** The answer is whole. @returns the rest of it */
  end(): string {
    return this.#release(this.#text.length, this.#text.length);
  }

  #release(end: number, checked: number): string {
    this.#shut ||= (this.check?.faultOf(this.#text.slice(0, checked)) ?? null) !== null;
    if (this.#shut || end <= this.#released) return '';
    const piece = this.#text.slice(this.#released, end);
    this.#released = end;
    return piece;
  }
}
