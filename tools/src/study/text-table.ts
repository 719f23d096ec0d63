const GAP = '  ';

/** The lines of a table, a rule below its header: the first column flush left, the others flush right. */
export function textTable([header = [], ...body]: readonly (readonly string[])[]): string[] {
  const rows = [header, ...body];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join(GAP);
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}
