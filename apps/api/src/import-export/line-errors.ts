import type { FieldProblem } from '../http/problem-details.js';
import { ValidationProblem } from '../http/validation.js';

const LISTED = 100;

/** What is wrong with a file, by line and column. Keeps the first hundred and counts the rest. */
export class LineErrors {
  readonly #listed: (FieldProblem & { line: number })[] = [];
  #total = 0;

  get any(): boolean {
    return this.#total > 0;
  }

  /**
   * @param line as an editor counts, from 1
   * @param column the name of the column as the file has it, null where it is not about one
   */
  add(line: number, column: string | null, message: string): void {
    this.#total += 1;
    if (this.#listed.length === LISTED) return;
    const place = column === null ? { line } : { line, column };
    this.#listed.push({
      field: column === null ? `line ${line}` : `line ${line}, column ${column}`,
      ...place,
      message,
    });
  }

  /** @throws ValidationProblem when there is anything */
  throwIfAny(): void {
    if (!this.any) return;
    const errors = this.#listed.sort((a, b) => a.line - b.line);
    const total = this.#total === 1 ? '1 error' : `${this.#total} errors`;
    const listed = this.#total > LISTED ? `; the first ${LISTED} are listed` : '';
    const first = errors[0] ? `: ${errors[0].field}: ${errors[0].message}` : '';
    throw new ValidationProblem(errors, `Nothing was imported, the file has ${total}${listed}${first}`);
  }
}
