/** What stands between two cells. */
export type Delimiter = ',' | ';' | '\t';

/** In the order in which they are tried. */
export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Marks the text as UTF-8 for spreadsheets, which guess otherwise. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line of a CSV file, its end included (RFC 4180). */
export function csvLine(cells: readonly string[], delimiter: Delimiter): string {
  const quoted = cells.map((cell) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(delimiter)}\r\n`;
}
