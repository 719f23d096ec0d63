import type { LanguagePhrases } from './phrases/phrases.js';

/** Cuts what is no part of a name off its ends. */
export class NameTrimmer {
  readonly #small: ReadonlySet<string>;
  readonly #links: ReadonlySet<string>;
  readonly #units: ReadonlySet<string>;

  constructor(phrases: LanguagePhrases) {
    const { values, multipliers } = phrases.numbers;
    this.#small = new Set([
      ...phrases.smallWords,
      ...Object.values(phrases.topics).flat(),
      ...Object.keys(values),
      ...Object.keys(multipliers),
    ]);
    this.#links = new Set(phrases.links);
    this.#units = new Set(phrases.units);
  }

  /** A name in a question: small words before and after it go. @returns '' when nothing else is there */
  inQuestion(said: string): string {
    const words = said.split(' ');
    const isSmall = (word: string | undefined): boolean => this.#small.has(word?.toLowerCase() ?? '');
    // "Teh Botol" ends with a unit, but no name begins with one.
    while (words.length > 0 && (isSmall(words[0]) || this.#units.has(words[0]?.toLowerCase() ?? ''))) words.shift();
    while (words.length > 0 && isSmall(words.at(-1))) words.pop();
    return words.join(' ');
  }

  /** A name in a wish for a change: only a word that links it to what follows goes. */
  inChange(said: string): string {
    const words = said.split(' ');
    while (words.length > 1 && this.#links.has(words.at(-1)?.toLowerCase() ?? '')) words.pop();
    return words.join(' ');
  }
}
