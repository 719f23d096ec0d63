/** Columns by the name they have in our files, with the other names that are understood. */
export type ColumnNames<Name extends string> = Readonly<Record<Name, readonly string[]>>;

/** Where a column stands in a file. */
export interface FoundColumn {
  /** From 0. */
  readonly index: number;
  /** The name as the file has it. */
  readonly title: string;
}

/** What the first line of a file says. */
export interface Header<Name extends string> {
  /** Cells that each line has. */
  readonly width: number;
  readonly columns: ReadonlyMap<Name, FoundColumn>;
  /** Names that are not understood, as the file has them. */
  readonly ignored: readonly string[];
  /** Pairs of names that mean one column. */
  readonly repeated: readonly (readonly [string, string])[];
}

/** Characters of a column's name at most: what is longer is not understood, and told in short. */
const LONGEST_TITLE = 100;

/** Finds the columns in a header line; letter case, surrounding blanks, and blanks or dashes for underscores do not matter. */
export function readHeader<Name extends string>(cells: readonly string[], names: ColumnNames<Name>): Header<Name> {
  const known = new Map<string, Name>();
  for (const name of Object.keys(names) as Name[]) {
    for (const spelling of [name, ...names[name]]) known.set(spelling, name);
  }
  const columns = new Map<Name, FoundColumn>();
  const ignored: string[] = [];
  const repeated: [string, string][] = [];
  cells.forEach((cell, index) => {
    const whole = cell.trim();
    const isLong = whole.length > LONGEST_TITLE;
    const title = isLong ? `${whole.slice(0, LONGEST_TITLE)}…` : whole;
    const name = isLong ? undefined : known.get(normalized(title));
    const before = name === undefined ? undefined : columns.get(name);
    if (name === undefined) ignored.push(title === '' ? `column ${index + 1}` : title);
    else if (before) repeated.push([before.title, title]);
    else columns.set(name, { index, title });
  });
  return { width: cells.length, columns, ignored, repeated };
}

function normalized(title: string): string {
  return title.toLowerCase().replaceAll(/[\s_-]+/g, '_');
}
