/** What is asked for, before it is put into the arguments of a tool. */
export type Intent =
  | 'undo'
  | 'add_sales'
  | 'receive_stock'
  | 'add_goods'
  | 'change_price'
  | 'delete_goods'
  | 'restock'
  | 'forecast'
  | 'low_stock'
  | 'sales'
  | 'dashboard'
  | 'goods_detail'
  | 'list_goods'
  | 'find_goods'
  | 'help'
  | 'greeting';

/**
 * The forms of a request. A form is words with a blank between them: `a|b` is either, a word with `?` may be left out,
 * `(two words|another)` groups. `{goods}`, `{name}` and `{text}` stand for any words, `{quantity}` for a whole number,
 * `{amount}` for money, `{unit}` for a word such as "botol" and may always be left out.
 */
export interface RequestForms {
  readonly intent: Intent;
  readonly forms: readonly string[];
}

/** How one language names numbers. Each word has its value. */
export interface NumberWords {
  /** Words that are added: "dua", "twenty". */
  readonly values: Readonly<Record<string, number>>;
  /** Words that multiply what comes before: "puluh", "hundred", "lusin". Those from 1000 on close a group. */
  readonly multipliers: Readonly<Record<string, number>>;
  /** Words after an amount in digits: "rb", "jt", "k". */
  readonly scales: Readonly<Record<string, number>>;
}

/** How one language names days and periods, as forms. `{n}` is a number, `{day}` a day, `{month}` a month, `{year}` a year. */
export interface PeriodWords {
  readonly months: readonly (readonly string[])[];
  readonly today: readonly string[];
  readonly yesterday: readonly string[];
  readonly dayBeforeYesterday: readonly string[];
  readonly thisWeek: readonly string[];
  readonly lastWeek: readonly string[];
  readonly thisMonth: readonly string[];
  readonly lastMonth: readonly string[];
  readonly thisYear: readonly string[];
  readonly lastYear: readonly string[];
  readonly lastDays: readonly string[];
  readonly lastWeeks: readonly string[];
  readonly oneMonth: readonly string[];
  readonly oneDay: readonly string[];
  readonly range: readonly string[];
  readonly since: readonly string[];
  /** How far a forecast looks: `{n}` days or weeks, or a named stretch. */
  readonly daysAhead: readonly string[];
  readonly weeksAhead: readonly string[];
  readonly tomorrow: readonly string[];
  readonly weekAhead: readonly string[];
  readonly monthAhead: readonly string[];
}

/** Everything that the offline assistant knows of one language. */
export interface LanguagePhrases {
  readonly numbers: NumberWords;
  readonly periods: PeriodWords;
  /** Nouns that follow a number and are no part of a name. */
  readonly units: readonly string[];
  /** Words that change nothing at either end of a request. */
  readonly fillers: readonly string[];
  /** With one of these it is a question: nothing is written because of it. */
  readonly questions: readonly string[];
  /** So is a message that begins with one of these. */
  readonly questionStarts: readonly string[];
  /** With one of these a question mark is mere courtesy: "bisa catat ...?" */
  readonly courtesies: readonly string[];
  /** Beginnings of words that a wish for a change is put in; generous, since without any of them nothing is proposed. */
  readonly changes: readonly string[];
  /** What names no goods: "semua barang". */
  readonly notGoods: readonly string[];
  /** Words that no name begins with: a form that finds one there has cut the request in the wrong place. */
  readonly notFirst: readonly string[];
  /** Whole messages that mean yes or no. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Words that tell this language from others. */
  readonly marks: readonly string[];
  /**
   * Words that tell what a question is about where no form fits; the first topic that has one wins. For questions alone, never
   * for writes.
   */
  readonly topics: Readonly<Partial<Record<Intent, readonly string[]>>>;
  /** Words that link a name to what follows it. */
  readonly links: readonly string[];
  /** Words that are no part of a name in a question; what else is left is the goods. */
  readonly smallWords: readonly string[];
  /** Most specific first: the first form that fits wins. */
  readonly requests: readonly RequestForms[];
}

/** The entries of a long list, which stand between commas. */
export function listed(entries: string): string[] {
  return entries.trim().split(/,\s+/);
}
