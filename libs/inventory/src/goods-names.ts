/** Goods that can be asked for by name or SKU. */
export interface NamedGoods {
  readonly name: string;
  readonly sku: string | null;
}

/**
 * Which goods somebody means. `unclear`: one of the candidates perhaps, best first, none of them surely; empty: nothing comes
 * near.
 */
export type NameMatch<Goods> =
  { readonly kind: 'one'; readonly goods: Goods } | { readonly kind: 'unclear'; readonly candidates: readonly Goods[] };

const MOST_CANDIDATES = 5;
/** Below this share of letter pairs in common two names are not taken for misspellings of each other. */
const SIMILAR = 0.4;
/** Shorter beginnings of words stand for too much. */
const SHORTEST_BEGINNING = 3;

/**
 * Finds goods by what somebody calls them. Sure are a whole name or SKU, and words that occur in one name alone, in any
 * order, each whole or by its beginning. Everything else is a question: several names that hold the words, a name of which
 * more was said than it holds, a name that is spelled nearly like it.
 * @param asked at most some hundred characters
 */
export function matchGoods<Goods extends NamedGoods>(asked: string, goods: readonly Goods[]): NameMatch<Goods> {
  const words = wordsOf(asked);
  if (words.length === 0) return { kind: 'unclear', candidates: [] };
  const whole = words.join(' ');
  const known = goods.map((one) => ({ one, words: wordsOf(one.name), sku: wordsOf(one.sku ?? '').join(' ') }));
  const exact = known.filter((one) => one.words.join(' ') === whole || (one.sku !== '' && one.sku === whole));
  if (exact.length > 0) return decided(exact.map(({ one }) => one));
  const holding = known.filter((one) => words.every((word) => one.words.some((named) => stands(word, named))));
  if (holding.length > 0) return decided(holding.map(({ one }) => one));
  const near = known
    .map(({ one, words: named }) => ({ one, score: similarity(words, named) }))
    .filter(({ score }) => score >= SIMILAR)
    .sort((a, b) => b.score - a.score || a.one.name.localeCompare(b.one.name));
  return { kind: 'unclear', candidates: near.slice(0, MOST_CANDIDATES).map(({ one }) => one) };
}

function decided<Goods extends NamedGoods>(found: readonly Goods[]): NameMatch<Goods> {
  const [first, ...others] = found;
  if (first && others.length === 0) return { kind: 'one', goods: first };
  const byLength = [...found].sort((a, b) => a.name.length - b.name.length || a.name.localeCompare(b.name));
  return { kind: 'unclear', candidates: byLength.slice(0, MOST_CANDIDATES) };
}

/** Lower-case words without accents and signs; "250g" is the words "250" and "g". */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.match(/\p{L}+|\p{N}+/gu) ?? [];
}

/** Whether a word that was said stands for a word of a name. A number stands for itself alone: 25 is not 250. */
function stands(said: string, named: string): boolean {
  if (said === named) return true;
  return said.length >= SHORTEST_BEGINNING && !/\p{N}/u.test(said) && named.startsWith(said);
}

/** The Dice coefficient of the pairs of letters, 0 to 1; the better of the whole name and the words of it that come nearest. */
function similarity(said: readonly string[], named: readonly string[]): number {
  const whole = dice(pairsOf(said.join(' ')), pairsOf(named.join(' ')));
  const wordByWord = said.map((word) => Math.max(0, ...named.map((other) => dice(pairsOf(word), pairsOf(other)))));
  const mean = wordByWord.reduce((sum, score) => sum + score, 0) / said.length;
  return Math.max(whole, mean);
}

function dice(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
  const all = sizeOf(a) + sizeOf(b);
  return all === 0 ? 0 : (2 * common) / all;
}

function pairsOf(text: string): Map<string, number> {
  const letters = [...` ${text} `];
  const pairs = new Map<string, number>();
  for (let index = 1; index < letters.length; index++) {
    const pair = `${letters[index - 1]}${letters[index]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function sizeOf(pairs: ReadonlyMap<string, number>): number {
  return [...pairs.values()].reduce((sum, count) => sum + count, 0);
}
