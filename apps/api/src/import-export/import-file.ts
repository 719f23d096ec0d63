import type { ColumnNames } from '@tor/spreadsheet/header';
import { FormAgreement } from '@tor/spreadsheet/form-agreement';
import type { NumberFormat } from '@tor/spreadsheet/number-forms';
import { Cells } from './cells.js';
import { CsvFile } from './csv-file.js';
import { LineErrors } from './line-errors.js';

/** Lines that are looked up or written with one query. */
const BATCH_LINES = 2000;

/** A file to import: its lines read by the rules of its columns, as often as needed, with the errors of all of them. */
export class ImportFile<Name extends string, Line> {
  private constructor(
    private readonly file: CsvFile<Name>,
    private readonly read: (cells: Cells<Name>) => Line | null,
    private readonly format: NumberFormat | null,
    readonly errors: LineErrors,
  ) {}

  /** @throws ValidationProblem when the header cannot be understood or one of `required` is missing */
  static async open<Name extends string, Line>(
    source: ImportSource,
    columns: { readonly names: ColumnNames<Name>; readonly required: readonly Name[] },
    read: (cells: Cells<Name>) => Line | null,
  ): Promise<ImportFile<Name, Line>> {
    const errors = new LineErrors();
    const file = await CsvFile.open(source.path, columns.names, columns.required, errors);
    return new ImportFile(file, read, source.format, errors);
  }

  /** Names in the header that are not understood. */
  get ignoredColumns(): readonly string[] {
    return this.file.header.ignored;
  }

  has(name: Name): boolean {
    return this.file.header.columns.has(name);
  }

  /** Notes an error that no cell shows by itself. */
  fail(line: number, name: Name, message: string): void {
    const column = this.file.header.columns.get(name)?.title ?? name;
    this.errors.add(line, column, message);
  }

  /** Notes an error of the header. */
  failHeader(name: Name, message: string): void {
    this.errors.add(this.file.headerLine, name, message);
  }

  /** The lines that break no rule of their own, in order and a batch at a time; the others become errors. */
  async *batches(): AsyncGenerator<Line[]> {
    const { header } = this.file;
    const context = { header, format: this.format, forms: new FormAgreement(), errors: this.errors };
    let batch: Line[] = [];
    for await (const at of this.file.lines(this.errors)) {
      const line = this.read(new Cells(context, at));
      if (line === null) continue;
      batch.push(line);
      if (batch.length < BATCH_LINES) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}

/** An uploaded file and what the caller says of it. */
export interface ImportSource {
  readonly path: string;
  /** Null: the file has to speak for itself. */
  readonly format: NumberFormat | null;
}
