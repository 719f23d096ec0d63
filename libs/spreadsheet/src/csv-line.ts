/** What stands between two cells. */
export type Delimiter = ',' | ';' | '\t';

/** In the order in which they are tried. */
export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t'];

/** Marks the text as UTF-8 for spreadsheets, which guess otherwise. */
export const BYTE_ORDER_MARK = '\uFEFF';

const NEEDS_QUOTES = /["\r\n,;\t]/;

/** One line of a CSV file, its end included (RFC 4180). */
export function csvLine(cells: readonly string[], delimiter: Delimiter): string {
  return `${cells.map(quotedCell).join(delimiter)}\r\n`;
}

function quotedCell(cell: string): string {
  return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
