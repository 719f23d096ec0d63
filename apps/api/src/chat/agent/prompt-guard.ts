/** So many words in a row are no coincidence. */
const WORDS_IN_A_ROW = 8;

/** Tells whether a text repeats a passage of the instructions. */
export class PromptGuard {
  readonly #passages: ReadonlySet<string>;

  constructor(instructions: string) {
    this.#passages = new Set(passagesOf(instructions));
  }

  repeats(text: string): boolean {
    return passagesOf(text).some((passage) => this.#passages.has(passage));
  }
}

function passagesOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.slice(WORDS_IN_A_ROW - 1).map((_, index) => words.slice(index, index + WORDS_IN_A_ROW).join(' '));
}
