/** Text that a spreadsheet would take for a formula, or that was guarded against that already. */
const FORMULA_LIKE = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Text for a cell: what a spreadsheet would run as a formula gets an apostrophe in front.
 * See OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection
 */
export function guardText(text: string): string {
  return FORMULA_LIKE.test(text) ? `'${text}` : text;
}

/** The inverse of {@link guardText}. Text that was never guarded stays as it is, unless it looks guarded. */
export function unguardText(text: string): string {
  return text.startsWith("'") && FORMULA_LIKE.test(text) ? text.slice(1) : text;
}
