/** So many things a refusal names; of more it tells the number. */
const NAMED = 10;

/** The first of many, for the detail of a refusal: `"Kopi", "Teh" and 40 more`. */
export function firstOf(texts: readonly string[]): string {
  const more = texts.length > NAMED ? ` and ${texts.length - NAMED} more` : '';
  return texts.slice(0, NAMED).join(', ') + more;
}
