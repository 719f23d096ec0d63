import { isUUID, maxLength } from 'class-validator';
import { readDay } from '@tor/spreadsheet/day-forms';
import type { FormAgreement, FormKind } from '@tor/spreadsheet/form-agreement';
import type { Header } from '@tor/spreadsheet/header';
import { readInstant } from '@tor/spreadsheet/instant-forms';
import { readMoney, readWhole, type NumberFormat, type Reading } from '@tor/spreadsheet/number-forms';
import { unguardText } from '@tor/spreadsheet/text-guard';
import type { CalendarDay } from '@tor/kernel/calendar-day';
import type { Money } from '@tor/kernel/money';
import type { CsvLine } from './csv-file.js';
import type { LineErrors } from './line-errors.js';

/** What all lines of one file share. */
export interface FileContext<Name extends string> {
  readonly header: Header<Name>;
  /** What the caller said of the file; null: nothing. */
  readonly format: NumberFormat | null;
  readonly forms: FormAgreement;
  readonly errors: LineErrors;
}

/**
 * The cells of one line by column. Each reads as undefined when the file has no such column, as null when the cell is empty,
 * and as undefined again when it breaks a rule, which becomes an error of the line.
 */
export class Cells<Name extends string> {
  #failed = false;

  constructor(
    private readonly file: FileContext<Name>,
    private readonly at: CsvLine,
  ) {}

  get line(): number {
    return this.at.line;
  }

  /** Whether any cell that was read broke a rule. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Notes an error of this line. */
  fail(name: Name, message: string): void {
    this.#failed = true;
    const column = this.file.header.columns.get(name)?.title ?? name;
    this.file.errors.add(this.line, column, `${column} ${message}`);
  }

  /** @param length characters at most, counted as the routes of the API count them */
  text(name: Name, length: number): string | null | undefined {
    const text = this.#cell(name, unguardText);
    if (!text) return text;
    if (maxLength(text, length)) return text;
    return this.#refuse(name, `must be shorter than or equal to ${length} characters`);
  }

  uuid(name: Name): string | null | undefined {
    const text = this.#cell(name);
    if (!text) return text;
    return isUUID(text) ? text.toLowerCase() : this.#refuse(name, 'must be a UUID');
  }

  money(name: Name, range: { readonly min?: Money; readonly max?: Money } = {}): Money | null | undefined {
    return this.#read(name, 'number', readMoney, range);
  }

  whole(name: Name, range: { readonly min: number; readonly max: number }): number | null | undefined {
    return this.#read(name, 'number', readWhole, range);
  }

  day(name: Name): CalendarDay | null | undefined {
    const day = this.#read<CalendarDay>(name, 'date', readDay, {});
    if (!day || day.startsWith('20')) return day;
    return this.#refuse(name, 'must be a date between 2000 and 2099');
  }

  /** An instant with its zone, in UTC to the microsecond. */
  instant(name: Name): string | null | undefined {
    const text = this.#cell(name);
    if (!text) return text;
    const reading = readInstant(text);
    if ('problem' in reading) return this.#refuse(name, reading.problem);
    return reading.value.startsWith('20') ? reading.value : this.#refuse(name, 'must be between 2000 and 2099');
  }

  #read<Value extends string | number | bigint>(
    name: Name,
    kind: FormKind,
    read: (text: string, format: NumberFormat | null) => Reading<Value>,
    { min, max }: { readonly min?: Value; readonly max?: Value },
  ): Value | null | undefined {
    const text = this.#cell(name);
    if (!text) return text as null | undefined;
    const reading = read(text, this.file.format);
    if ('problem' in reading) return this.#refuse(name, reading.problem);
    const { value, onlyIn } = reading;
    const mixed = onlyIn && this.file.forms.note(kind, onlyIn, this.line, text);
    if (mixed) return this.#refuse(name, `${mixed}: send number_format to say which the file is in`);
    if (min !== undefined && value < min) return this.#refuse(name, `must not be less than ${shown(min)}`);
    if (max !== undefined && value > max) return this.#refuse(name, `must not be greater than ${shown(max)}`);
    return value;
  }

  #cell(name: Name, unguard = (cell: string): string => cell): string | null | undefined {
    const column = this.file.header.columns.get(name);
    if (!column) return undefined;
    return unguard(this.at.cells[column.index] ?? '').trim() || null;
  }

  #refuse(name: Name, message: string): undefined {
    this.fail(name, message);
    return undefined;
  }
}

const shown = (bound: string | number | bigint): string =>
  typeof bound === 'bigint' ? String(Number(bound) / 100) : String(bound);
