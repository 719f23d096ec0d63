import { quoted, type NumberFormat } from './number-forms.js';

/** Numbers have to agree with numbers, dates with dates: there are shops that write 31/12/2026 and 1500.00. */
export type FormKind = 'number' | 'date';

/** Where a value stands that can be read in one format alone. */
interface Witness {
  readonly format: NumberFormat;
  readonly line: number;
  readonly text: string;
}

/** Notices when a file of which nobody said the format is written in both. */
export class FormAgreement {
  readonly #first = new Map<FormKind, Witness>();
  readonly #told = new Set<FormKind>();

  /**
   * Notes a value that can be read in one format alone.
   * @returns what is wrong when another value was of the other format, once for each kind; null while all agree
   */
  note(kind: FormKind, format: NumberFormat, line: number, text: string): string | null {
    const first = this.#first.get(kind);
    if (!first) this.#first.set(kind, { format, line, text });
    if (!first || first.format === format || this.#told.has(kind)) return null;
    this.#told.add(kind);
    const there = `${quoted(first.text)} on line ${first.line} is written as in number_format=${first.format}`;
    return `mixes two forms: ${there}, ${quoted(text)} as in number_format=${format}`;
  }
}
