import type { CalendarDay } from '@tor/kernel/calendar-day';
import { alternatives } from './form.js';
import type { PeriodFinder } from './periods.js';
import type { Intent, LanguagePhrases } from './phrases/phrases.js';
import { toUnderstanding } from './to-understanding.js';
import type { Understanding } from './understood.js';

/** More words than the name of any goods has. */
const LONGEST_NAME = 5;
/** Words that nobody knows, where no name is asked for. */
const MOST_UNKNOWN = 2;
const NAMELESS: ReadonlySet<Intent> = new Set<Intent>(['restock', 'low_stock', 'dashboard', 'list_goods']);
/** Topics of questions that are put as wishes: "make a shopping list". */
const HARMLESS: ReadonlySet<Intent> = new Set<Intent>(['restock', 'low_stock', 'dashboard']);
const NEEDS_GOODS: ReadonlySet<Intent> = new Set<Intent>(['goods_detail', 'find_goods']);

/**
 * Reads questions by their words where no form fits: the topic tells what is asked, and what is neither topic nor small word
 * is the goods. Never reads a write: what it gets wrong costs a look, not a booking.
 */
export class TopicReader {
  readonly #topics: readonly { readonly intent: Intent; readonly words: ReadonlySet<string> }[];
  readonly #small: ReadonlySet<string>;
  readonly #amount: RegExp;

  constructor(
    private readonly phrases: LanguagePhrases,
    private readonly periods: PeriodFinder,
  ) {
    this.#topics = Object.entries(phrases.topics).map(([intent, words]) => ({
      intent: intent as Intent,
      words: new Set(words),
    }));
    this.#small = new Set([...phrases.smallWords, ...phrases.units]);
    const scale = alternatives(Object.keys(phrases.numbers.scales));
    this.#amount = new RegExp(
      `(?:^| )((?:rp\\.? ?)?\\d[\\d.,]*(?: ?(?:${scale}))(?= |$)|rp\\.? ?\\d[\\d.,]*|\\d{5,})`,
      'iu',
    );
  }

  /**
   * @param isQuestion otherwise it may be an order, and only topics count that need no name
   * @returns null when no topic is there, or more is said than a name
   */
  read(request: string, today: CalendarDay, isQuestion: boolean): Understanding | null {
    const spoken = new Set(wordsOf(request));
    for (const { intent, words } of this.#topics) {
      if (![...words].some((word) => spoken.has(word))) continue;
      if (!isQuestion && !HARMLESS.has(intent)) continue;
      const past = this.periods.past(request, today);
      const ahead = intent === 'forecast' ? this.periods.daysAhead(request, today) : null;
      const amount = intent === 'restock' ? this.#amount.exec(request) : null;
      const rest = (ahead ?? (intent === 'forecast' ? null : past))?.rest ?? request;
      const left = wordsOf(amount ? rest.replace(amount[0], ' ') : rest).filter((word) => !this.#isSmall(word, words));
      if (left.length > (NAMELESS.has(intent) ? MOST_UNKNOWN : LONGEST_NAME)) continue;
      if (left.length === 0 && NEEDS_GOODS.has(intent)) continue;
      const name =
        left.length > 0 && !NAMELESS.has(intent)
          ? { [intent === 'find_goods' ? 'text' : 'goods']: left.join(' ') }
          : {};
      const slots = { ...name, ...(amount?.[1] ? { amount: amount[1] } : {}) };
      const period = intent === 'forecast' ? null : (past?.value ?? null);
      const found = { intent, slots, period, days: ahead?.value ?? null };
      const understood = toUnderstanding(found, this.phrases.numbers, today);
      if (understood) return understood;
    }
    return null;
  }

  #isSmall(word: string, topic: ReadonlySet<string>): boolean {
    return this.#small.has(word) || topic.has(word);
  }
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}.,&'/-]*/gu)
      ?.map((word) => word.replace(/[.,]+$/, '')) ?? []
  );
}
