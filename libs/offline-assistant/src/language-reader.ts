import type { CalendarDay } from '@tor/kernel/calendar-day';
import { alternatives, formCompiler, type Form, type Slots } from './form.js';
import { mayAskForChange } from './may-ask-for-change.js';
import { NameTrimmer } from './names.js';
import { PeriodFinder, type Period } from './periods.js';
import type { Intent, LanguagePhrases } from './phrases/phrases.js';
import { toUnderstanding } from './to-understanding.js';
import { TopicReader } from './topic-reader.js';
import type { Understanding } from './understood.js';

const WRITES: ReadonlySet<Intent> = new Set<Intent>([
  'add_sales',
  'receive_stock',
  'add_goods',
  'change_price',
  'delete_goods',
]);
/** The slots that hold names. */
const NAMES: ReadonlySet<string> = new Set(['goods', 'name', 'text', 'category']);
/** Said as they are: what looks like a day in them is none. */
const WITHOUT_PERIOD: ReadonlySet<Intent> = new Set<Intent>(['undo', 'help', 'greeting']);

/** Reads requests in one language. */
export class LanguageReader {
  readonly #requests: readonly { readonly intent: Intent; readonly forms: readonly Form[] }[];
  readonly #periods: PeriodFinder;
  readonly #topics: TopicReader;
  readonly #names: NameTrimmer;
  readonly #fillers: RegExp;
  readonly #question: RegExp;
  readonly #courtesy: RegExp;
  readonly #notGoods: ReadonlySet<string>;
  readonly #notFirst: ReadonlySet<string>;
  readonly #questions: ReadonlySet<string>;

  /** @param foreign the other language: its small words begin no name either */
  constructor(
    private readonly phrases: LanguagePhrases,
    foreign: Pick<LanguagePhrases, 'notFirst'>,
  ) {
    const compile = formCompiler(phrases);
    this.#requests = phrases.requests.map(({ intent, forms }) => ({ intent, forms: forms.map(compile) }));
    this.#periods = new PeriodFinder(phrases);
    this.#topics = new TopicReader(phrases, this.#periods);
    this.#names = new NameTrimmer(phrases);
    const fillers = alternatives(phrases.fillers);
    this.#fillers = new RegExp(`^(?:${fillers})(?=[ ,]|$)[ ,]*|[ ,]+(?:${fillers})$`, 'iu');
    const starts = phrases.questionStarts.length > 0 ? `|^(?:${alternatives(phrases.questionStarts)}) ` : '';
    this.#question = new RegExp(`(?:^| )(?:${alternatives(phrases.questions)})(?= |$)${starts}`, 'iu');
    this.#courtesy = new RegExp(`^(?:${alternatives(phrases.courtesies)}) `, 'iu');
    this.#notGoods = new Set(phrases.notGoods);
    this.#notFirst = new Set([...phrases.notFirst, ...foreign.notFirst]);
    this.#questions = new Set(phrases.questions);
  }

  /** @param text one line @returns null when nothing in this language fits */
  read(text: string, today: CalendarDay): Understanding | null {
    const whole = text
      .replaceAll(/['’]s(?= |$)/g, '')
      .replaceAll(/["“”'’]/g, '')
      .replaceAll(/\s*[,:;]\s+/g, ' ')
      .replace(/[\s.!?,;]+$/, '');
    const asked = /\?\s*$/.test(text) && !this.#courtesy.test(text);
    const request = this.#withoutFillers(whole);
    const isQuestion = asked || this.#question.test(request);
    const past = this.#periods.past(request, today);
    const ahead = this.#periods.daysAhead(request, today);
    for (const { intent, forms } of this.#requests) {
      if (isQuestion && WRITES.has(intent)) continue;
      const plain = WITHOUT_PERIOD.has(intent);
      const found = intent === 'forecast' ? ahead : plain ? null : past;
      for (const said of found ? [this.#withoutFillers(found.rest)] : plain ? [whole, request] : [request]) {
        const slots = fitting(forms, said, (one) => this.#named(one, WRITES.has(intent)));
        if (!slots) continue;
        const period: Period | null = plain || intent === 'forecast' ? null : (past?.value ?? null);
        const days = intent === 'forecast' ? (ahead?.value ?? null) : null;
        const understood = toUnderstanding({ intent, slots, period, days }, this.phrases.numbers, today);
        if (understood) return understood;
      }
    }
    return this.#topics.read(request, today, isQuestion || !mayAskForChange(request));
  }

  #withoutFillers(text: string): string {
    let bare = text.trim();
    for (let before = ''; before !== bare;) {
      before = bare;
      bare = bare.replace(this.#fillers, '').trim();
    }
    // A message that is nothing but courtesy is left as it is.
    return bare === '' ? text : bare;
  }

  /** The slots with their names cut to what is one; null when one of them names nothing. */
  #named(slots: Slots, isChange: boolean): Slots | null {
    const named: Record<string, string> = {};
    for (const [slot, said] of Object.entries(slots)) {
      if (said === undefined) continue;
      const isName = NAMES.has(slot);
      const name = !isName ? said : isChange ? this.#names.inChange(said) : this.#names.inQuestion(said);
      if (isName && !this.#isName(name.toLowerCase())) return null;
      named[slot] = name;
    }
    return named;
  }

  #isName(name: string): boolean {
    const words = name.split(' ');
    const [first = '', last = ''] = [words[0], words.at(-1)];
    return first !== '' && !this.#notGoods.has(name) && !this.#notFirst.has(first) && !this.#questions.has(last);
  }
}

function fitting(forms: readonly Form[], text: string, named: (slots: Slots) => Slots | null): Slots | null {
  for (const form of forms) {
    const slots = form(text);
    const found = slots && named(slots);
    if (found) return found;
  }
  return null;
}
